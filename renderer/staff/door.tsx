import { useEffect, useRef, useState } from 'react';
import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Keypad } from '../components/keyboard.tsx';
import { Notice, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { pageLimits } from '../limits.ts';
import type { StaffRoomLine } from '../session.ts';

/** As an agent's number may be (`kiosk-config/schema/desk.ts`). */
const longestNumber = 8;
const shortestPin = 6;
const longestPin = 10;
const digits = [...'1234567890'];
const signs = [...'1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const spokenFaults = ['busy', 'no-agents', 'no-tmpfs', 'not-ready'] as const;
const faultText = (fault: string): string =>
  `screen.staff.door.fault.${(spokenFaults.find((known) => known === fault) ?? 'other').replaceAll('-', '_')}`;

/** An agent's number, then the PIN, which is never shown. */
export function Door({ onOpen }: { readonly onOpen: (room: StaffRoomLine) => void }) {
  const { journey, touch, say, openStaff } = useScreens();
  const [agent, setAgent] = useState('');
  const [isPin, setIsPin] = useState(false);
  const [pin, setPin] = useState('');
  const [isTrying, setTrying] = useState(false);
  const [refusal, setRefusal] = useState<readonly string[]>([]);

  const isOpen = useRef(true);
  // A door that somebody left half open is nobody's.
  useEffect(() => {
    if (isTrying) return;
    const timer = setTimeout(() => touch({ type: 'leaveStaff' }), pageLimits.doorMs);
    return () => clearTimeout(timer);
  });
  useEffect(
    () => () => {
      isOpen.current = false;
    },
    [],
  );

  const knock = async (): Promise<void> => {
    setTrying(true);
    const answer = await openStaff({ agent, pin, language: journey.language });
    // Left while the PIN was looked at: nobody stands in the room.
    if (!isOpen.current) return 'room' in answer ? answer.room.close() : undefined;
    setPin('');
    if ('room' in answer) return onOpen(answer.room);
    setTrying(false);
    if ('fault' in answer) return setRefusal([say(faultText(answer.fault))]);
    const wait = answer.waitSeconds > 0 ? [say('screen.staff.door.wait', { count: answer.waitSeconds })] : [];
    setRefusal([...(answer.isTooSoon ? [] : [say('screen.staff.door.wrong')]), ...wait]);
    setIsPin(false);
    setAgent('');
  };
  const leave = (
    <Press icon="home" label={say('screen.staff.door.leave')} onPress={() => touch({ type: 'leaveStaff' })} />
  );
  return (
    <Frame
      title={say('screen.staff.door.title')}
      lead={say(isPin ? 'screen.staff.door.pin' : 'screen.staff.door.number')}
      actions={
        isTrying ? (
          <Working label={say('screen.staff.door.trying')} />
        ) : isPin ? (
          <>
            {leave}
            <Press
              kind="main"
              icon="lock"
              label={say('screen.staff.door.open')}
              isDisabled={pin.length < shortestPin}
              onPress={() => void knock()}
            />
          </>
        ) : (
          <>
            {leave}
            <Press
              kind="main"
              icon="next"
              iconLast
              label={say('screen.always.next')}
              isDisabled={agent === ''}
              onPress={() => setIsPin(true)}
            />
          </>
        )
      }
    >
      {refusal.length > 0 && !isPin ? (
        <Notice tone="careful" icon="warn" isLive>
          {refusal.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      ) : null}
      <p className="number number-typed" dir="ltr" aria-live="polite">
        {isPin ? '•'.repeat(pin.length).padEnd(shortestPin, '·') : agent.padEnd(2, '·')}
      </p>
      {isPin ? (
        <Keypad
          keys={digits}
          onKey={(key) => pin.length < longestPin && setPin(pin + key)}
          onErase={() => setPin(pin.slice(0, -1))}
        />
      ) : (
        <Keypad
          className="keypad keypad-number"
          keys={signs}
          onKey={(key) => agent.length < longestNumber && setAgent(agent + key)}
          onErase={() => setAgent(agent.slice(0, -1))}
        />
      )}
    </Frame>
  );
}
