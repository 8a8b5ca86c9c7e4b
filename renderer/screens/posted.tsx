import { useState } from 'react';
import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { PaperPlace } from '../components/paper-place.tsx';
import { groupedRegistered, RegisteredPad, registeredLength } from '../components/registered-pad.tsx';
import { Notice, Working } from '../components/words.tsx';
import { isCamera } from '../journey/camera.ts';
import type { PostedScreen } from '../journey/posted-screen.ts';
import { useScreens } from '../kiosk-context.ts';

/** « J’ai posté ma lettre »: the receipt opens the filing, the registered letter's number makes it *sent*. */
export function Posted() {
  const { journey } = useScreens();
  const { screen } = journey;
  if (screen.at !== 'posted') return null;
  if (screen.step === 'receipt') return <ShowReceipt />;
  return screen.step === 'number' ? <GiveNumber screen={screen} /> : <PostedEnd screen={screen} />;
}

/** Only who holds the paper may add to the filing. */
function ShowReceipt() {
  const { journey, touch, say } = useScreens();
  const isWorking = journey.busy === 'openReceipt';
  return (
    <Frame
      title={say('screen.posted.title')}
      lead={say('screen.posted.lead')}
      actions={
        isWorking ? null : (
          <Press
            kind="main"
            icon="scan"
            label={say('screen.reprint.go')}
            onPress={() => touch({ type: 'showReceipt' })}
          />
        )
      }
    >
      <div className="put">
        <PaperPlace isMoving={isWorking} />
        {isWorking ? (
          <Working label={say('screen.posted.reading')} />
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

/** Typed from the slip, or read from its barcode: the slip is then kept with the filing. */
function GiveNumber({ screen }: { readonly screen: PostedScreen }) {
  const { journey, touch, say } = useScreens();
  const { busy } = journey;
  const [typed, setTyped] = useState(screen.read ?? '');
  return (
    <Frame
      title={say('screen.posted.number.title')}
      lead={say('screen.posted.number.lead')}
      actions={
        busy ? (
          <Working label={say(busy === 'readSlip' ? 'screen.posted.slip.reading' : 'screen.posted.number.working')} />
        ) : (
          <>
            <Press icon="scan" label={say('screen.posted.slip.go')} onPress={() => touch({ type: 'readSlip' })} />
            <Press
              kind="main"
              icon="done"
              label={say('screen.posted.number.go')}
              isDisabled={typed.length < registeredLength}
              onPress={() => touch({ type: 'givePosted', reference: typed })}
            />
          </>
        )
      }
    >
      {screen.notice && !busy ? (
        <Notice
          tone={screen.notice === 'read' ? 'plain' : 'careful'}
          icon={screen.notice === 'read' ? 'check' : 'warn'}
          isLive
        >
          <p>{say(`screen.posted.notice.${screen.notice}`)}</p>
        </Notice>
      ) : null}
      <RegisteredPad typed={typed} onChange={setTyped} />
    </Frame>
  );
}

/** What became of it; the slip and the card that comes back signed may be kept too. */
function PostedEnd({ screen }: { readonly screen: PostedScreen }) {
  const { journey, offered, touch, say } = useScreens();
  const { busy } = journey;
  const { step, result, read, isSlipKept } = screen;
  const keep = (kind: 'deposit' | 'return', key: string) => (
    <Press icon="scan" label={say(key)} onPress={() => touch({ type: 'keepSlip', kind })} />
  );
  return (
    <Frame
      title={say(`screen.posted.${step}.title`)}
      lead={say(`screen.posted.${step}.lead`)}
      actions={
        busy ? (
          <Working label={say(busy === 'keepSlip' ? 'screen.posted.slip.reading' : 'screen.receipt.printing')} />
        ) : (
          <Press
            kind="main"
            icon="done"
            label={say('screen.always.finish')}
            onPress={() => touch({ type: 'finish' })}
          />
        )
      }
    >
      {result ? (
        <Notice tone={result === 'printed' ? 'good' : 'careful'} icon={result === 'printed' ? 'done' : 'warn'} isLive>
          <p>{say(`screen.posted.receipt.${result.replace('-', '_')}`)}</p>
        </Notice>
      ) : null}
      {isSlipKept ? (
        <Notice tone="plain" icon="lock">
          <p>{say('screen.posted.slip.kept')}</p>
        </Notice>
      ) : null}
      {read ? (
        <div className="number-box">
          <p>{say('screen.posted.number.title')}</p>
          <p className="number number-small" dir="ltr">
            {groupedRegistered(read)}
          </p>
        </div>
      ) : null}
      {busy ? null : (
        <div className="acts">
          {offered.has('printLatest') && result !== 'printed' ? (
            <Press icon="print" label={say('screen.posted.latest')} onPress={() => touch({ type: 'printLatest' })} />
          ) : null}
          {offered.has('keepSlip') && !isSlipKept ? keep('deposit', 'screen.posted.deposit.go') : null}
          {offered.has('keepSlip') ? keep('return', 'screen.posted.back.go') : null}
        </div>
      )}
    </Frame>
  );
}
