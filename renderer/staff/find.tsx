import { useState } from 'react';
import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { filingNumberLength, groupedNumber, NumberPad } from '../components/number-pad.tsx';
import { RegisteredPad, registeredLength } from '../components/registered-pad.tsx';
import { Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { RoomFault } from './outcome.tsx';
import { useRoom } from './work.ts';

/** A filing by the number on its receipt. */
export function Find() {
  const { say } = useScreens();
  const { room, work, go } = useRoom();
  const [typed, setTyped] = useState('');
  return (
    <Frame
      title={say('screen.staff.find.title')}
      lead={say('screen.myReceipt.lead')}
      actions={
        room.isBusy ? (
          <Working label={say('screen.staff.working')} />
        ) : (
          <>
            <Press icon="back" label={say('screen.staff.back')} onPress={() => go({ at: 'desk' })} />
            <Press
              kind="main"
              icon="search"
              label={say('screen.staff.find.open')}
              isDisabled={typed.length < filingNumberLength}
              onPress={() => work.open(groupedNumber(typed))}
            />
          </>
        )
      }
    >
      <RoomFault />
      <NumberPad typed={typed} onChange={setTyped} />
    </Frame>
  );
}

/** The registered letter's number: it makes the delivery by post *sent*. */
export function Posted() {
  const { say } = useScreens();
  const { room, go } = useRoom();
  const { screen } = room;
  const [typed, setTyped] = useState(screen.at === 'posted' ? screen.typed : '');
  return (
    <Frame
      title={say('screen.posted.number.title')}
      lead={say('screen.posted.number.lead')}
      actions={
        room.isBusy ? (
          <Working label={say('screen.staff.working')} />
        ) : (
          <>
            <Press icon="back" label={say('screen.staff.back')} onPress={() => go({ at: 'filing' })} />
            <Press
              kind="main"
              icon="done"
              label={say('screen.posted.number.go')}
              isDisabled={typed.length < registeredLength}
              onPress={() => go({ at: 'sure', act: { kind: 'posted', reference: typed } })}
            />
          </>
        )
      }
    >
      <RoomFault />
      <RegisteredPad typed={typed} onChange={setTyped} />
    </Frame>
  );
}
