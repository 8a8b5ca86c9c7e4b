import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Pictogram } from '../components/pictogram.tsx';
import { Notice, Working } from '../components/words.tsx';
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

/** Everything of the visit is gone: said once it is so. */
export function Goodbye() {
  const { journey, touch, say } = useScreens();
  const { screen } = journey;
  if (screen.at !== 'goodbye') return null;
  return (
    <Frame
      title={say(`screen.goodbye.${screen.how.replace('-', '_')}.title`)}
      lead={say(`screen.goodbye.${screen.how.replace('-', '_')}.lead`)}
      actions={
        <Press kind="main" icon="hand" label={say('screen.goodbye.new')} onPress={() => touch({ type: 'newVisit' })} />
      }
    >
      {screen.toHandOver ? (
        <Notice tone="careful" icon="counter">
          <p>
            <strong>{say('screen.goodbye.handOver.title')}</strong>
          </p>
          <p>{say('screen.goodbye.handOver.text')}</p>
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
            <strong>{say('screen.goodbye.papers')}</strong>
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
  const { journey, touch, say } = useScreens();
  const { fault } = journey;
  if (!fault) return null;
  return (
    <Frame
      title={say(`screen.fault.${fault.text}.title`)}
      actions={
        <>
          <Press icon="next" label={say(insteadText(fault.instead.at))} onPress={() => touch({ type: 'instead' })} />
          <Press kind="main" icon="redo" label={say('screen.fault.retry')} onPress={() => touch({ type: 'retry' })} />
        </>
      }
    >
      <div className="fault">
        <Notice tone="careful" icon="warn" isLive>
          <p>{say(`screen.fault.${fault.text}.how`)}</p>
        </Notice>
        <Notice tone="plain" icon="lock">
          <p>{say(journey.visitOpen ? 'screen.fault.kept' : 'screen.fault.nothing')}</p>
        </Notice>
        <Notice tone="plain" icon="people">
          <p>{say('screen.fault.help')}</p>
        </Notice>
      </div>
    </Frame>
  );
}

/** The other way is named by where it leads. */
function insteadText(at: string): string {
  switch (at) {
    case 'howTo':
      return 'screen.fault.instead.howTo';
    case 'welcome':
      return 'screen.fault.instead.welcome';
    case 'notListed':
      return 'screen.fault.instead.notListed';
    default:
      return 'screen.fault.instead.back';
  }
}
