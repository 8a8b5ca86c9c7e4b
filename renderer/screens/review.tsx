import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Pictogram } from '../components/pictogram.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Notice, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';

/** Everything that will leave, counted, with what is missing. */
export function Review() {
  const { journey, offered, touch, say } = useScreens();
  const { review } = journey.visit;
  if (!review || journey.busy) {
    return (
      <Frame title={say('screen.review.title')}>
        <Working label={say('screen.review.working')} />
      </Frame>
    );
  }
  const count = review.documents.reduce((sum, { pages }) => sum + pages.length, 0);
  return (
    <Frame
      title={say('screen.review.title')}
      lead={say('screen.review.total', { count })}
      actions={
        offered.has('reviewDone') ? (
          <Press
            kind="main"
            icon="next"
            iconLast
            label={say('screen.review.done')}
            onPress={() => touch({ type: 'reviewDone' })}
          />
        ) : (
          <Press icon="people" label={say('screen.review.without')} onPress={() => touch({ type: 'howTo' })} />
        )
      }
    >
      {review.complete ? null : (
        <Notice tone="careful" icon="warn">
          <p>
            <strong>{say('screen.review.missing')}</strong>
          </p>
          <p>{say('screen.review.missing.how')}</p>
        </Notice>
      )}
      <ScrollArea label={say('screen.review.title')}>
        <ul className="reviewed">
          {review.documents.map(({ code, label, pages, missing }) => (
            <li key={code} className={missing ? 'reviewed-missing' : ''}>
              <Pictogram name={missing ? 'warn' : pages.length > 0 ? 'done' : 'page'} />
              <div>
                <p>
                  <French>{label}</French>
                </p>
                <p className="reviewed-count">
                  {missing ? say('screen.review.needed') : say('screen.review.pages', { count: pages.length })}
                </p>
              </div>
              <Press
                icon={pages.length > 0 ? 'search' : 'plus'}
                label={say(pages.length > 0 ? 'screen.review.change' : 'screen.review.add')}
                onPress={() => touch({ type: 'changeDocument', code })}
              />
            </li>
          ))}
        </ul>
      </ScrollArea>
    </Frame>
  );
}
