import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Picture } from '../components/picture.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French } from '../components/words.tsx';
import type { ProcedureDocument, ScannedPage } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';

export interface LookProps {
  readonly document: ProcedureDocument;
  readonly pages: readonly ScannedPage[];
}

/** The pages of a paper, all settled: looked at once more, kept, done again, turned or taken away one by one. */
export function Look({ document, pages }: LookProps) {
  const { touch, say } = useScreens();
  const [shown, setShown] = useState(pages.length - 1);
  const [isLarge, setLarge] = useState(false);
  const page = pages[Math.min(shown, pages.length - 1)];
  if (!page) return null;
  const label = (rank: number): string => say('screen.scan.page', { page: rank, of: pages.length });
  return (
    <Frame
      title={<French>{document.label}</French>}
      lead={say('screen.scan.look')}
      actions={
        <>
          <Press
            icon="redo"
            label={say('screen.scan.redo')}
            onPress={() => touch({ type: 'redoPage', page: page.id })}
          />
          <Press icon="plus" label={say('screen.scan.add')} onPress={() => touch({ type: 'addPage' })} />
          <Press
            kind="main"
            icon="check"
            label={say('screen.scan.keep')}
            onPress={() => touch({ type: 'documentDone' })}
          />
        </>
      }
    >
      <div className="look">
        {isLarge ? (
          <ScrollArea label={label(shown + 1)}>
            <Picture
              key={page.id}
              id={page.id}
              address={page.image}
              label={label(shown + 1)}
              className="look-page-large"
            />
          </ScrollArea>
        ) : (
          <Picture key={page.id} id={page.id} address={page.image} label={label(shown + 1)} className="look-page" />
        )}
        <div className="look-side">
          <p className="look-count" role="status">
            {say('screen.scan.have', { count: pages.length })}
          </p>
          <ScrollArea label={say('screen.scan.have', { count: pages.length })}>
            <ul className="thumbs">
              {pages.map(({ id, image }, index) => (
                <li key={id}>
                  <Button className="thumb" aria-pressed={index === shown} onPress={() => setShown(index)}>
                    <Picture id={id} address={image} label={label(index + 1)} className="thumb-page" />
                    <span aria-hidden="true">{index + 1}</span>
                  </Button>
                </li>
              ))}
            </ul>
            <ul className="asks">
              <li>{say('screen.scan.ask.whole')}</li>
              <li>{say('screen.scan.ask.read')}</li>
              <li>{say('screen.scan.ask.back')}</li>
              {document.advice ? (
                <li>
                  <French>{document.advice}</French>
                </li>
              ) : null}
              <li>{say('screen.scan.ask.take')}</li>
            </ul>
          </ScrollArea>
          <Press
            icon={isLarge ? 'page' : 'search'}
            label={say(isLarge ? 'screen.scan.whole' : 'screen.scan.large')}
            onPress={() => setLarge(!isLarge)}
          />
          <Press
            icon="turn"
            label={say('screen.decide.turn')}
            onPress={() => touch({ type: 'turnPage', page: page.id })}
          />
          <Press
            icon="remove"
            label={say('screen.decide.remove')}
            onPress={() => touch({ type: 'removePage', page: page.id })}
          />
        </div>
      </div>
    </Frame>
  );
}
