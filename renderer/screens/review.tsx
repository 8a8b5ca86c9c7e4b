import { depositorField } from '../../shared/filing.ts';
import { Press } from '../components/buttons.tsx';
import { dayInWords } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { CodeWords } from '../components/paper-code.tsx';
import { Pictogram } from '../components/pictogram.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Notice, Working } from '../components/words.tsx';
import { firstFields } from '../journey/fields.ts';
import type { Review as ReviewShown } from '../journey/state.ts';
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
          {review.documents.map((document) => (
            <Reviewed key={document.code} document={document} />
          ))}
        </ul>
        <Answers />
      </ScrollArea>
    </Frame>
  );
}

function Reviewed({ document }: { readonly document: ReviewShown['documents'][number] }) {
  const { touch, say } = useScreens();
  const { code, label, pages, missing, issued } = document;
  const isUnfit = issued !== null && issued.age !== 'ok';
  const read = pages.map((page) => page.code).find((found) => found !== null);
  return (
    <li className={missing ? 'reviewed-missing' : ''}>
      <Pictogram name={missing || isUnfit ? 'warn' : pages.length > 0 ? 'done' : 'page'} />
      <div>
        <p>
          <French>{label}</French>
        </p>
        <p className="reviewed-count">
          {missing ? say('screen.review.needed') : say('screen.review.pages', { count: pages.length })}
        </p>
        {isUnfit ? (
          <p className="date-alarm">
            {say(issued.age === 'too-old' ? 'screen.review.tooOld' : 'screen.review.tooYoung')}
          </p>
        ) : null}
        {read ? (
          <p>
            <CodeWords code={read} hasDay />
          </p>
        ) : null}
      </div>
      <Press
        icon={pages.length > 0 ? 'search' : 'plus'}
        label={say(pages.length > 0 ? 'screen.review.change' : 'screen.review.add')}
        onPress={() => touch({ type: 'changeDocument', code })}
      />
    </li>
  );
}

/** What was typed, to be seen once more: a wrong day is a wrong deadline. */
function Answers() {
  const { journey, touch, say } = useScreens();
  const { procedure, values } = journey.visit;
  if (!procedure) return null;
  return (
    <>
      <h2>{say('screen.review.answers')}</h2>
      <ul className="reviewed">
        {firstFields(procedure).map((code) => {
          const field = procedure.fields.find((known) => known.code === code);
          const value = values[code] ?? '';
          const shown = field?.type === 'date' ? dayInWords(journey.language, value) : value;
          return (
            <li key={code}>
              <Pictogram name={value === '' ? 'unsure' : 'done'} />
              <div>
                <p>
                  {code === depositorField ? say('screen.review.answer.name') : <French>{field?.label ?? code}</French>}
                </p>
                <p className="reviewed-count">{value === '' ? say('screen.review.answer.none') : shown}</p>
              </div>
              <Press
                icon="redo"
                label={say('screen.review.answer.change')}
                onPress={() => touch({ type: 'changeField', code })}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}
