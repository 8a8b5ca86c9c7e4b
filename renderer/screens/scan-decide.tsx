import type { CheckName } from '../../shared/page-check.ts';
import { Press, type PressProps } from '../components/buttons.tsx';
import { CheckDrawing } from '../components/check-drawing.tsx';
import { Frame } from '../components/frame.tsx';
import { Picture } from '../components/picture.tsx';
import { Notice, Working } from '../components/words.tsx';
import { isCamera } from '../journey/camera.ts';
import type { ScannedPage } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';

export interface DecideProps {
  readonly page: ScannedPage;
  /** All pages of its document, in order. */
  readonly pages: readonly ScannedPage[];
}

/** From this scan of the same paper on, somebody of the desk is asked: a damaged paper does not get better. */
const helpFromScan = 2;
const otherUnderCamera: readonly string[] = ['blank', 'blurred', 'cut', 'dark', 'resolution', 'washed_out'];

/** One page that the checks doubt: what is seen on it, what to do with the paper, and the visitor's own word. */
export function Decide({ page, pages }: DecideProps) {
  const { journey, say } = useScreens();
  // An unsettled page has a concern; one without would be shown to be turned or kept.
  const concern = page.concerns[0] ?? 'turned';
  const check = concern.replace('-', '_');
  // Under a camera some things are done otherwise than on the glass.
  const howTo = (name: string): string =>
    isCamera(journey) && otherUnderCamera.includes(name)
      ? say(`screen.camera.check.${name}`)
      : say(`screen.check.${name}.how`);
  const good = pages.filter(({ settled }) => settled).length;
  const place = say('screen.scan.page', { page: pages.indexOf(page) + 1, of: pages.length });
  const other = concern === 'twice' ? journey.visit.pages.find(({ id }) => id === page.sameAs) : undefined;
  const needsHelp = page.verdict === 'bad' && page.scans >= helpFromScan;
  return (
    <Frame
      title={say(`screen.check.${check}.title`)}
      lead={good > 0 ? `${place} · ${say('screen.decide.good', { count: good })}` : place}
      actions={<Choices page={page} concern={concern} isAlone={pages.length === 1} />}
    >
      <div className="decide">
        <div className="decide-pages">
          {other ? (
            <Picture
              key={other.id}
              id={other.id}
              address={other.image}
              label={say('screen.decide.earlier')}
              className="decide-page"
            />
          ) : null}
          <Picture key={page.id} id={page.id} address={page.image} label={place} className="decide-page decide-now" />
        </div>
        <div className="decide-side">
          <CheckDrawing name={concern} />
          {journey.busy === 'turnPage' ? (
            <Working label={say('screen.decide.turning')} />
          ) : (
            <p className="decide-how">{howTo(check)}</p>
          )}
          {needsHelp ? (
            <Notice tone="careful" icon="people">
              <p>{say('screen.decide.help')}</p>
            </Notice>
          ) : null}
        </div>
      </div>
    </Frame>
  );
}

interface ChoicesProps {
  readonly page: ScannedPage;
  readonly concern: CheckName;
  /** The only page of its paper. */
  readonly isAlone: boolean;
}

/** What mends a doubt stands first or beside « je garde »; a page that would be refused can still be kept, as the lesser way. */
function Choices({ page, concern, isAlone }: ChoicesProps) {
  const { touch, say } = useScreens();
  const id = page.id;
  const isBad = page.verdict === 'bad';
  const redo = (kind: PressProps['kind']) => (
    <Press
      key="redo"
      kind={kind ?? 'main'}
      icon="redo"
      label={say('screen.decide.redo')}
      onPress={() => touch({ type: 'redoPage', page: id })}
    />
  );
  const remove = (kind: PressProps['kind']) => (
    <Press
      key="remove"
      kind={kind ?? 'main'}
      icon="remove"
      label={say('screen.decide.remove')}
      onPress={() => touch({ type: 'removePage', page: id })}
    />
  );
  const keepBad = (
    <Press
      key="keep"
      icon="check"
      label={
        <>
          <span className="press-words">{say('screen.decide.keepBad')}</span>{' '}
          <span className="press-hint">{say('screen.decide.refused')}</span>
        </>
      }
      onPress={() => touch({ type: 'keepPage', page: id })}
    />
  );
  const keep = (kind: PressProps['kind']) =>
    isBad ? (
      keepBad
    ) : (
      <Press
        key="keep"
        kind={kind ?? 'plain'}
        icon="check"
        label={say('screen.decide.keep')}
        onPress={() => touch({ type: 'keepPage', page: id })}
      />
    );
  switch (concern) {
    case 'blank':
      // Alone, it lay with its text upwards; in a pile, it is the back of a sheet.
      return [keep('plain'), isAlone ? remove('plain') : redo('plain'), isAlone ? redo('main') : remove('main')];
    case 'twice':
      return [keep('plain'), remove('main')];
    case 'turned':
      return [
        redo('plain'),
        keep('main'),
        <Press
          key="turn"
          kind="main"
          icon="turn"
          label={say('screen.decide.turn')}
          onPress={() => touch({ type: 'turnPage', page: id })}
        />,
      ];
    default:
      return [keep('main'), redo('main')];
  }
}
