import { Press } from '../components/buttons.tsx';
import { dayInWords, momentInWords } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { FilingActs } from './acts.tsx';
import { RoomFault, RoomOutcome } from './outcome.tsx';
import { useRoom } from './work.ts';

/** A filing: its states, and what an agent may say of it. */
export function Filing() {
  const { journey, say } = useScreens();
  const { room, go } = useRoom();
  const { filing } = room;
  if (!filing) return null;
  const moment = (at: string): string => momentInWords(journey.language, at, journey.kiosk?.timeZone ?? 'Europe/Paris');
  const mayAnswer = filing.state !== 'withdrawn' && filing.state !== 'decided';
  const { acknowledgement } = filing;
  return (
    <Frame
      title={say('screen.status.title', { number: filing.number })}
      lead={<French>{filing.title}</French>}
      actions={
        room.isBusy ? (
          <Working label={say('screen.staff.working')} />
        ) : (
          <>
            <Press icon="back" label={say('screen.staff.back')} onPress={() => go({ at: 'desk' })} />
            {mayAnswer ? (
              <Press
                kind="main"
                icon="letter"
                label={say('screen.staff.act.answer')}
                onPress={() => go({ at: 'answer', step: 'number', given: { number: '', date: '', pages: null } })}
              />
            ) : null}
          </>
        )
      }
    >
      <ScrollArea label={say('screen.status.title', { number: filing.number })}>
        <div className="column">
          <RoomFault />
          <RoomOutcome />
          <ul className="states">
            <li>
              <strong>{say(`screen.state.${filing.state}`)}</strong>
              <span>{moment(filing.preparedAt)}</span>
              <span>{say('screen.recorded.pages', { count: filing.pages })}</span>
            </li>
            {filing.deliveries.map(({ channel, state, at, reference, handedOver }) => (
              <li key={channel}>
                <strong>{say(`screen.staff.channel.${channel}`)}</strong>
                <span>{say(handedOver ? 'screen.staff.handed' : `screen.state.${state}`)}</span>
                {reference ? <span dir="ltr">{reference}</span> : null}
                {at ? <span>{moment(at)}</span> : null}
              </li>
            ))}
            {acknowledgement ? (
              <li>
                <strong>{say('screen.staff.acknowledged', { number: acknowledgement.number })}</strong>
                <span>{dayInWords(journey.language, acknowledgement.date)}</span>
                {acknowledgement.pagesCounted === null ? null : (
                  <span>{say('screen.staff.counted', { count: acknowledgement.pagesCounted })}</span>
                )}
              </li>
            ) : null}
          </ul>
          {room.isBusy ? null : <FilingActs filing={filing} />}
        </div>
      </ScrollArea>
    </Frame>
  );
}
