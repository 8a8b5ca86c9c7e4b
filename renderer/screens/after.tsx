import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Pictogram, type PictogramName } from '../components/pictogram.tsx';
import { Notice, Working } from '../components/words.tsx';
import { isCamera } from '../journey/camera.ts';
import { retryMends, type SpokenFault } from '../journey/fault-texts.ts';
import { useScreens } from '../kiosk-context.ts';

export function Erasing() {
  const { say } = useScreens();
  return (
    <Frame title={say('screen.erasing.title')}>
      <Working label={say('screen.erasing.working')} />
      <Notice tone="plain" icon="people">
        <p>{say('screen.erasing.long')}</p>
      </Notice>
    </Frame>
  );
}

const leftTexts = {
  desk: { title: 'screen.goodbye.handOver.title', text: 'screen.goodbye.handOver.text', icon: 'counter' },
  post: { title: 'screen.goodbye.post.title', text: 'screen.goodbye.post.text', icon: 'letter' },
  both: { title: 'screen.goodbye.handOver.title', text: 'screen.goodbye.both.text', icon: 'counter' },
} as const;

/** Everything of the visit is gone: said once it is so. */
export function Goodbye() {
  const { journey, touch, say } = useScreens();
  const { screen } = journey;
  if (screen.at !== 'goodbye') return null;
  const how = screen.how.replace('-', '_');
  // « Votre visite est finie » would send home somebody who has still to go to the desk.
  const isTaskLeft = screen.leftToDo !== null && (screen.how === 'finished' || screen.how === 'stopped');
  return (
    <Frame
      title={say(screen.leftToDo ? leftTexts[screen.leftToDo].title : `screen.goodbye.${how}.title`)}
      lead={isTaskLeft ? null : say(`screen.goodbye.${how}.lead`)}
      actions={
        <Press kind="main" icon="hand" label={say('screen.goodbye.new')} onPress={() => touch({ type: 'newVisit' })} />
      }
    >
      {screen.leftToDo ? (
        <Notice tone="careful" icon={leftTexts[screen.leftToDo].icon}>
          <p>
            <strong>{say(leftTexts[screen.leftToDo].text)}</strong>
          </p>
        </Notice>
      ) : null}
      <ul className="facts">
        <li>
          <Pictogram name="erase" />
          <p>
            <strong>{say('screen.goodbye.erased')}</strong>
          </p>
        </li>
        <li>
          <Pictogram name="pages" />
          <p>
            <strong>{say(isCamera(journey) ? 'screen.camera.papers' : 'screen.goodbye.papers')}</strong>
          </p>
        </li>
      </ul>
      {screen.number ? (
        <div className="number-box">
          <p>{say('screen.goodbye.recorded')}</p>
          <p className="number number-small" dir="ltr">
            {screen.number}
          </p>
        </div>
      ) : null}
    </Frame>
  );
}

/** Something went wrong: what it is, what to do, and another way. Never a code. */
export function FaultScreen() {
  const { journey, offered, touch, say } = useScreens();
  const { fault } = journey;
  if (!fault) return null;
  // The main button is what helps: trying again does not bring a missing paper.
  const isMended = retryMends(fault.text);
  // Sheets are counted before they are scanned again.
  const isCountDue = offered.has('countSheets');
  const retry = (
    <Press
      kind={isMended ? 'main' : 'plain'}
      icon={isCountDue ? 'pages' : 'redo'}
      label={say(isCountDue ? 'screen.fault.count' : 'screen.fault.retry')}
      onPress={() => touch({ type: isCountDue ? 'countSheets' : 'retry' })}
    />
  );
  const instead = (
    <Press
      kind={isMended ? 'plain' : 'main'}
      icon={insteadIcon(fault.instead.at)}
      label={say(insteadText(fault.instead.at))}
      onPress={() => touch({ type: 'instead' })}
    />
  );
  const kept = keptText(fault.text, journey.visitOpen);
  return (
    <Frame
      title={say(`screen.fault.${fault.text}.title`)}
      actions={
        <>
          {isMended ? instead : retry}
          {isMended ? retry : instead}
        </>
      }
    >
      <div className="fault">
        <Notice tone="careful" icon="warn" isLive>
          <p>{say(`screen.fault.${fault.text}.how`)}</p>
        </Notice>
        {fault.text === 'jam' && fault.retry.name === 'scan' && !isCountDue ? (
          <Notice tone="plain" icon="redo">
            <p>{say('screen.fault.none')}</p>
          </Notice>
        ) : null}
        {kept ? (
          <Notice tone="plain" icon="pages">
            <p>{say(kept)}</p>
          </Notice>
        ) : null}
        <Notice tone="plain" icon="people">
          <p>{say('screen.fault.help')}</p>
        </Notice>
      </div>
    </Frame>
  );
}

/** What became of what the visitor did; null where nothing of it is at stake. */
function keptText(text: SpokenFault, visitOpen: boolean): string | null {
  if (!visitOpen) return 'screen.fault.nothing';
  if (text === 'disk_full' || text === 'not_recorded') return 'screen.fault.kept.unrecorded';
  const isOfPrinting = text === 'no_code' || text === 'not_ours' || text === 'too_old' || text === 'no_printer';
  return isOfPrinting ? null : 'screen.fault.kept';
}

function insteadIcon(at: string): PictogramName {
  if (at === 'welcome') return 'home';
  return at === 'howTo' || at === 'notListed' ? 'people' : 'back';
}

/** The other way is named by where it leads. */
function insteadText(at: string): string {
  switch (at) {
    case 'howTo':
      return 'screen.fault.instead.howTo';
    case 'review':
      return 'screen.fault.instead.review';
    case 'leave':
      return 'screen.fault.instead.leave';
    case 'welcome':
      return 'screen.fault.instead.welcome';
    case 'notListed':
      return 'screen.fault.instead.notListed';
    default:
      return 'screen.fault.instead.back';
  }
}
