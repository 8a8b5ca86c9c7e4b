import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { PaperPlace } from '../components/paper-place.tsx';
import { PaperLookedAt } from '../components/scanner-drawing.tsx';
import { French, Notice, Working } from '../components/words.tsx';
import { isCamera } from '../journey/camera.ts';
import { isScanning } from '../journey/offers.ts';
import { pagesOf, unsettled } from '../journey/scan-screen.ts';
import type { ProcedureDocument, ScannedPage } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { Loading } from './procedure.tsx';
import { Count } from './scan-count.tsx';
import { Decide } from './scan-decide.tsx';
import { Look } from './scan-look.tsx';

/** One paper: put it down, look at it, keep it or do it again. */
export function Scan() {
  const { journey } = useScreens();
  const { screen, visit } = journey;
  const document = screen.at === 'scan' ? visit.procedure?.documents[screen.document] : undefined;
  if (screen.at !== 'scan' || !document) return <Loading />;
  const pages = pagesOf(visit, screen.document);
  if (isScanning(journey)) return <Taking document={document} pages={pages} />;
  if (screen.phase === 'count') return <Count key={String(screen.sheets)} came={screen.came} sheets={screen.sheets} />;
  const waiting = unsettled(pages);
  if (screen.phase === 'decide' && waiting) return <Decide key={waiting.id} page={waiting} pages={pages} />;
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
  const { journey, offered, touch, say } = useScreens();
  const seen = isCamera(journey);
  const skip = document.need === 'oui' ? 'screen.scan.without.needed' : 'screen.scan.without';
  return (
    <Frame
      title={<French>{document.label}</French>}
      lead={useRank()}
      actions={
        <>
          {offered.has('documentDone') ? (
            <Press
              icon={pages.length > 0 ? 'check' : 'next'}
              label={say(pages.length > 0 ? 'screen.scan.noMore' : skip)}
              onPress={() => touch({ type: 'documentDone' })}
            />
          ) : (
            <Press icon="back" label={say('screen.scan.leave')} onPress={() => touch({ type: 'seePages' })} />
          )}
          <Press
            kind="main"
            icon={seen ? 'camera' : 'scan'}
            label={say(seen ? 'screen.camera.take' : 'screen.scan.take')}
            onPress={() => touch({ type: 'scan' })}
          />
        </>
      }
    >
      <div className="put">
        <PaperPlace />
        <ol className="steps">
          <li>{say(seen ? 'screen.camera.put' : 'screen.scan.put')}</li>
          <li>{say(seen ? 'screen.camera.corners' : 'screen.scan.corners')}</li>
          <li>{say(seen ? 'screen.camera.then' : 'screen.scan.then')}</li>
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

/** The page being taken, then looked at: which of the two, in a picture too. */
function Taking({ document, pages }: PaperProps) {
  const { journey, offered, touch, say } = useScreens();
  const { scanning } = journey.visit;
  const page = scanning?.page ?? pages.length + 1;
  const isLooking = scanning?.phase === 'checking';
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
        {isLooking ? <PaperLookedAt /> : <PaperPlace isMoving />}
        <Working label={say(isLooking ? 'screen.scan.checking' : 'screen.scan.working', { page })} />
      </div>
      {pages.length > 0 ? (
        <Notice tone="good" icon="done">
          <p>{say('screen.scan.have', { count: pages.length })}</p>
        </Notice>
      ) : null}
      <p className="lead">{say('screen.scan.still')}</p>
    </Frame>
  );
}
