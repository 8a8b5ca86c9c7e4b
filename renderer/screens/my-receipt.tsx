import { useState } from 'react';
import { Press } from '../components/buttons.tsx';
import { momentInWords } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { filingNumberLength, groupedNumber, NumberPad } from '../components/number-pad.tsx';
import { PaperPlace } from '../components/paper-place.tsx';
import { Notice, Section, Working } from '../components/words.tsx';
import { isCamera } from '../journey/camera.ts';
import { useScreens } from '../kiosk-context.ts';

/** « Mon reçu »: the number is typed, and nothing personal is shown. */
export function MyReceipt() {
  const { journey, touch, say } = useScreens();
  const [typed, setTyped] = useState('');
  const { numberFault } = journey.visit;
  return (
    <Frame
      title={say('screen.myReceipt.title')}
      lead={say('screen.myReceipt.lead')}
      actions={
        journey.busy ? (
          <Working label={say('screen.myReceipt.working')} />
        ) : (
          <>
            <Press icon="print" label={say('screen.myReceipt.reprint')} onPress={() => touch({ type: 'askReprint' })} />
            <Press icon="letter" label={say('screen.posted.ask')} onPress={() => touch({ type: 'askPosted' })} />
            <Press
              kind="main"
              icon="search"
              label={say('screen.myReceipt.find')}
              isDisabled={typed.length < filingNumberLength}
              onPress={() => touch({ type: 'lookUp', number: groupedNumber(typed) })}
            />
          </>
        )
      }
    >
      {numberFault ? (
        <Notice tone="careful" icon="warn" isLive>
          <p>{say(numberFault === 'bad-number' ? 'screen.myReceipt.bad' : 'screen.myReceipt.unknown')}</p>
        </Notice>
      ) : null}
      <NumberPad typed={typed} onChange={setTyped} />
    </Frame>
  );
}

const stateTexts = [
  'prepared',
  'acknowledged',
  'mismatch',
  'decided',
  'withdrawn',
  'queued',
  'sent',
  'failed',
  'unknown',
] as const;
const stateText = (state: string): string => `screen.state.${stateTexts.find((known) => known === state) ?? 'unknown'}`;

/** Where a filing is: states, times, and what to do next. */
export function Status() {
  const { journey, offered, touch, say } = useScreens();
  const { status } = journey.visit;
  if (!status) return null;
  return (
    <Frame
      title={say('screen.status.title', { number: status.number })}
      lead={say('screen.recorded.pages', { count: status.pages })}
      actions={
        <>
          <Press icon="print" label={say('screen.myReceipt.reprint')} onPress={() => touch({ type: 'askReprint' })} />
          {offered.has('askPosted') ? (
            <Press icon="letter" label={say('screen.posted.ask')} onPress={() => touch({ type: 'askPosted' })} />
          ) : null}
          <Press
            kind="main"
            icon="done"
            label={say('screen.always.finish')}
            onPress={() => touch({ type: 'finish' })}
          />
        </>
      }
    >
      <ol className="states">
        {status.states.map(({ state, channel, at }) => (
          <li key={`${state}${channel}${at}`}>
            <strong>{say(stateText(state))}</strong>
            <span>{momentInWords(journey.language, at, journey.kiosk?.timeZone ?? 'Europe/Paris')}</span>
          </li>
        ))}
      </ol>
      <Section icon="next" title={say('screen.status.next')}>
        <p>{say(`screen.status.waiting.${status.waitingFor}`)}</p>
      </Section>
    </Frame>
  );
}

/** A receipt is printed again only to who holds it: its square is read by the scanner. */
export function Reprint() {
  const { journey, offered, touch, say } = useScreens();
  const { screen, busy } = journey;
  if (screen.at !== 'reprint') return null;
  const isWorking = busy === 'reprint';
  return (
    <Frame
      title={say('screen.reprint.title')}
      lead={say('screen.reprint.lead')}
      actions={
        isWorking ? null : (
          <>
            {offered.has('finish') ? (
              <Press icon="done" label={say('screen.always.finish')} onPress={() => touch({ type: 'finish' })} />
            ) : null}
            <Press
              kind="main"
              icon="scan"
              label={say(screen.done ? 'screen.reprint.again' : 'screen.reprint.go')}
              onPress={() => touch({ type: 'reprint' })}
            />
          </>
        )
      }
    >
      <div className="put">
        <PaperPlace isMoving={isWorking} />
        {isWorking ? (
          <Working label={say('screen.reprint.working')} />
        ) : screen.done ? (
          <Notice
            tone={screen.done === 'printed' ? 'good' : 'careful'}
            icon={screen.done === 'printed' ? 'done' : 'warn'}
            isLive
          >
            <p>{say(`screen.reprint.${screen.done.replace('-', '_')}`)}</p>
          </Notice>
        ) : (
          <ol className="steps">
            <li>{say(isCamera(journey) ? 'screen.camera.receipt' : 'screen.reprint.put')}</li>
            <li>{say('screen.reprint.square')}</li>
            <li>{say('screen.reprint.then')}</li>
          </ol>
        )}
      </div>
    </Frame>
  );
}
