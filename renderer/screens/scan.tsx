import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Picture } from '../components/picture.tsx';
import { PaperOnGlass } from '../components/scanner-drawing.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Notice, Working } from '../components/words.tsx';
import type { ProcedureDocument, ScannedPage } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { Loading } from './procedure.tsx';

/** One paper: put it down, look at it, keep it or do it again. */
export function Scan() {
  const { journey } = useScreens();
  const { screen, visit, busy } = journey;
  const document = screen.at === 'scan' ? visit.procedure?.documents[screen.document] : undefined;
  if (screen.at !== 'scan' || !document) return <Loading />;
  const pages = visit.pages.filter((page) => page.document === document.code).sort((a, b) => a.rank - b.rank);
  if (busy === 'scan') return <Taking document={document} pages={pages} />;
  return screen.phase === 'look' && pages.length > 0 ? (
    <Look key={pages.length} document={document} pages={pages} />
  ) : (
    <Put document={document} pages={pages} />
  );
}

interface PaperProps {
  readonly document: ProcedureDocument;
  readonly pages: readonly ScannedPage[];
}

/** « Papier 1 sur 3 ». */
function useRank(): string {
  const { journey, say } = useScreens();
  const { screen, visit } = journey;
  if (screen.at !== 'scan') return '';
  return say('screen.scan.rank', { rank: screen.document + 1, of: visit.procedure?.documents.length ?? 1 });
}

function Put({ document, pages }: PaperProps) {
  const { touch, say } = useScreens();
  const skip = document.need === 'oui' ? 'screen.scan.without.needed' : 'screen.scan.without';
  return (
    <Frame
      title={<French>{document.label}</French>}
      lead={useRank()}
      actions={
        <>
          <Press
            icon={pages.length > 0 ? 'check' : 'next'}
            label={say(pages.length > 0 ? 'screen.scan.noMore' : skip)}
            onPress={() => touch({ type: 'documentDone' })}
          />
          <Press kind="main" icon="scan" label={say('screen.scan.take')} onPress={() => touch({ type: 'scan' })} />
        </>
      }
    >
      <div className="put">
        <PaperOnGlass />
        <ol className="steps">
          <li>{say('screen.scan.put')}</li>
          <li>{say('screen.scan.corners')}</li>
          <li>{say('screen.scan.then')}</li>
        </ol>
      </div>
      {pages.length > 0 ? (
        <Notice tone="good" icon="done">
          <p>{say('screen.scan.have', { count: pages.length })}</p>
        </Notice>
      ) : null}
      {document.advice ? (
        <Notice tone="careful" icon="letter">
          <p>
            <French>{document.advice}</French>
          </p>
        </Notice>
      ) : null}
      {document.original ? (
        <Notice tone="careful" icon="warn">
          <p>{say('screen.papers.original')}</p>
        </Notice>
      ) : null}
    </Frame>
  );
}

function Taking({ document, pages }: PaperProps) {
  const { journey, offered, touch, say } = useScreens();
  const page = journey.visit.scanningPage ?? pages.length + 1;
  return (
    <Frame
      title={<French>{document.label}</French>}
      lead={useRank()}
      actions={
        offered.has('cancelScan') ? (
          <Press icon="hand" label={say('screen.scan.cancel')} onPress={() => touch({ type: 'cancelScan' })} />
        ) : null
      }
    >
      <div className="put">
        <PaperOnGlass isMoving />
        <Working label={say('screen.scan.working', { page })} />
      </div>
      <p className="lead">{say('screen.scan.still')}</p>
    </Frame>
  );
}

function Look({ document, pages }: PaperProps) {
  const { touch, say } = useScreens();
  const [shown, setShown] = useState(pages.length - 1);
  const [isLarge, setLarge] = useState(false);
  const page = pages[Math.min(shown, pages.length - 1)];
  if (!page) return null;
  const isLast = page.rank === pages.at(-1)?.rank;
  const label = (rank: number): string => say('screen.scan.page', { page: rank, of: pages.length });
  return (
    <Frame
      title={<French>{document.label}</French>}
      lead={say('screen.scan.look')}
      actions={
        <>
          <Press
            icon="redo"
            label={isLast ? say('screen.scan.redo') : say('screen.scan.redoFrom', { page: shown + 1 })}
            onPress={() => touch({ type: 'redoFrom', page: page.id })}
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
          <Press
            icon={isLarge ? 'page' : 'search'}
            label={say(isLarge ? 'screen.scan.whole' : 'screen.scan.large')}
            onPress={() => setLarge(!isLarge)}
          />
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
        </div>
      </div>
    </Frame>
  );
}
