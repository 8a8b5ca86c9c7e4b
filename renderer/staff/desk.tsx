import { useEffect } from 'react';
import { Card, Press } from '../components/buttons.tsx';
import { dayInWords, momentInWords } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { Pager } from '../components/pager.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { Section, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { RoomFault } from './outcome.tsx';
import type { Overview } from './room.ts';
import { useRoom } from './work.ts';

type Device = Overview['devices'][number];
type Waiting = Overview['waiting'][number];

const statuses = [
  'ready',
  'near-end',
  'paper-out',
  'cover-open',
  'cutter-error',
  'error',
  'overheated',
  'offline',
  'busy',
  'disconnected',
] as const;
const nameTexts = {
  'receipt-printer': 'screen.staff.device.receipt_printer',
  scanner: 'screen.staff.device.scanner',
  'a4-printer': 'screen.staff.device.sheet_printer',
} as const;
const statusText = (status: string): string =>
  `screen.staff.status.${(statuses.find((known) => known === status) ?? 'unknown').replaceAll('-', '_')}`;

/** How the desk is: each device with its cure, and what waits to leave. */
export function Desk() {
  const { say } = useScreens();
  const { room, work, go } = useRoom();
  const { overview } = room;
  // What was done since changed it.
  useEffect(work.look, []);
  return (
    <Frame
      title={say('screen.staff.desk.title')}
      lead={overview ? say('screen.staff.desk.agent', { agent: overview.agent }) : null}
      actions={
        <>
          <Press kind="erase" icon="lock" label={say('screen.staff.leave')} onPress={work.leave} />
          <Press icon="redo" label={say('screen.staff.desk.look')} onPress={work.look} />
          <Press kind="main" icon="search" label={say('screen.staff.desk.find')} onPress={() => go({ at: 'find' })} />
        </>
      }
    >
      <RoomFault />
      {overview ? (
        <ScrollArea label={say('screen.staff.desk.title')}>
          <div className="column">
            <Section icon="print" title={say('screen.staff.desk.devices')}>
              <ul className="states">
                {overview.devices.map((device) => (
                  <DeviceLine key={device.kind} device={device} />
                ))}
              </ul>
            </Section>
            <Section icon="clock" title={say('screen.staff.desk.waiting', { count: overview.waiting.length })}>
              {overview.waiting.length === 0 ? (
                <p>{say('screen.staff.desk.none')}</p>
              ) : (
                <Pager
                  items={overview.waiting}
                  fits={[5, 3]}
                  className="cards"
                  draw={(waiting) => <WaitingCard key={`${waiting.number} ${waiting.channel}`} waiting={waiting} />}
                />
              )}
            </Section>
          </div>
        </ScrollArea>
      ) : (
        <Working label={say('screen.staff.working')} />
      )}
    </Frame>
  );
}

function DeviceLine({ device }: { readonly device: Device }) {
  const { say } = useScreens();
  return (
    <li>
      <strong>{say(nameTexts[device.kind])}</strong>
      <span>
        {say(statusText(device.status))}
        {device.virtual ? ` ${say('screen.staff.device.virtual')}` : ''}
      </span>
    </li>
  );
}

function WaitingCard({ waiting }: { readonly waiting: Waiting }) {
  const { journey, say } = useScreens();
  const { work } = useRoom();
  const { number, channel, state, nextAt, warning } = waiting;
  const when =
    nextAt === null
      ? say('screen.staff.waiting.person')
      : say('screen.staff.waiting.next', {
          when: momentInWords(journey.language, nextAt, journey.kiosk?.timeZone ?? 'Europe/Paris'),
        });
  return (
    <li>
      <Card
        icon={warning === 'none' ? (state === 'queued' ? 'clock' : 'unsure') : 'warn'}
        title={`${number} · ${say(`screen.staff.channel.${channel}`)}`}
        hint={[...urgencyOf(waiting, say, journey.language), `${say(`screen.state.${state}`)}. ${when}`].join(' ')}
        onPress={() => work.open(number)}
      />
    </li>
  );
}

type Say = ReturnType<typeof useScreens>['say'];

/** What makes it urgent: the visitor's own deadline, and the day its pages are destroyed. */
function urgencyOf({ due, dueCertain, warning, endsOn }: Waiting, say: Say, language: string): string[] {
  const day = due === null ? '' : dayInWords(language, due);
  const doubt = dueCertain ? '' : ` ${say('screen.staff.due.unsure')}`;
  return [
    ...(warning === 'none' ? [] : [say(`screen.staff.due.${warning}`, { day }) + doubt]),
    ...(endsOn === null ? [] : [say('screen.staff.due.ends', { day: dayInWords(language, endsOn) })]),
  ];
}
