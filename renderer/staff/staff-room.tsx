import { type ComponentType, useEffect, useMemo, useReducer, useState } from 'react';
import { Press } from '../components/buttons.tsx';
import { Notice } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import type { StaffRoomLine } from '../session.ts';
import { Answer } from './answer.tsx';
import { Desk } from './desk.tsx';
import { Door } from './door.tsx';
import { Filing } from './filing.tsx';
import { Find, Posted } from './find.tsx';
import { firstRoom, type RoomScreen, roomStep } from './room.ts';
import { Sure } from './sure.tsx';
import { RoomProvider, workIn } from './work.ts';

const screens: Readonly<Record<RoomScreen['at'], ComponentType>> = {
  desk: Desk,
  find: Find,
  filing: Filing,
  posted: Posted,
  answer: Answer,
  sure: Sure,
};

/** The door, and behind it the room: it ends with its page, and whoever leaves it needs the PIN again. */
export function StaffRoom() {
  const [line, setLine] = useState<StaffRoomLine | null>(null);
  return line === null ? <Door onOpen={setLine} /> : <OpenRoom line={line} />;
}

function OpenRoom({ line }: { readonly line: StaffRoomLine }) {
  const { touch, say } = useScreens();
  const [room, tell] = useReducer(roomStep, firstRoom);
  const work = useMemo(() => workIn(line, tell), [line]);
  useEffect(() => {
    const quiet = line.on('inactive', ({ secondsLeft }) => tell({ type: 'inactive', secondsLeft }));
    line.onClose(() => touch({ type: 'leaveStaff' }));
    return () => {
      quiet();
      line.close();
    };
  }, [line, work, touch]);
  const Now = screens[room.screen.at];
  const key = room.screen.at === 'answer' ? room.screen.step : room.screen.at;
  return (
    <RoomProvider value={{ room, work, go: (screen) => tell({ type: 'go', screen }) }}>
      <Now key={key} />
      {room.secondsLeft === null ? null : (
        <div className="room-inactive">
          <Notice tone="careful" icon="clock" isLive>
            <p>{say('screen.staff.inactive', { count: room.secondsLeft })}</p>
          </Notice>
          <Press
            kind="main"
            icon="hand"
            label={say('screen.inactive.here')}
            onPress={() => tell({ type: 'inactive', secondsLeft: null })}
          />
        </div>
      )}
    </RoomProvider>
  );
}
