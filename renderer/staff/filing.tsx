import { Press } from '../components/buttons.tsx';
import { dayInWords, momentInWords } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Notice, Section, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { RoomFault, RoomOutcome } from './outcome.tsx';
import { actsOf, type SureAct } from './room.ts';
import { useRoom } from './work.ts';

/** A filing: its states, and what an agent may say of it. */
export function Filing() {
  const { journey, say } = useScreens();
  const { room, work, go } = useRoom();
  const { filing } = room;
  if (!filing) return null;
  const moment = (at: string): string => momentInWords(journey.language, at, journey.kiosk?.timeZone ?? 'Europe/Paris');
  const mayAnswer = filing.state !== 'withdrawn' && filing.state !== 'decided';
  const leavesByPost = filing.deliveries.some(({ channel }) => channel === 'post');
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
          {room.isBusy ? null : (
            <>
              <Section icon="hand" title={say('screen.staff.acts')}>
                <div className="acts">
                  {actsOf(filing).map((act) =>
                    act.kind === 'posted' ? (
                      <Press
                        key="posted"
                        icon="letter"
                        label={say('screen.staff.act.posted')}
                        onPress={() => go({ at: 'posted' })}
                      />
                    ) : (
                      <Press
                        key={act.kind + ('channel' in act ? act.channel : '')}
                        icon={act.kind === 'takenOver' ? 'done' : 'redo'}
                        label={actLabel(act, say)}
                        onPress={() => go({ at: 'sure', act })}
                      />
                    ),
                  )}
                  {filing.state === 'prepared' || filing.state === 'mismatch' ? (
                    <Press
                      icon="erase"
                      label={say('screen.staff.act.withdraw')}
                      onPress={() => go({ at: 'sure', act: { kind: 'withdraw' } })}
                    />
                  ) : null}
                </div>
              </Section>
              <Section icon="print" title={say('screen.staff.papers')}>
                <div className="acts">
                  <Press icon="receipt" label={say('screen.staff.act.last')} onPress={work.printLast} />
                  {leavesByPost ? (
                    <Press
                      icon="letter"
                      label={say('screen.staff.act.pack')}
                      onPress={() => work.printPapers('pack')}
                    />
                  ) : null}
                  {filing.evidence > 0 ? (
                    <Press
                      icon="pages"
                      label={say('screen.staff.act.evidence', { count: filing.evidence })}
                      onPress={() => work.printPapers('evidence')}
                    />
                  ) : null}
                </div>
              </Section>
            </>
          )}
        </div>
      </ScrollArea>
    </Frame>
  );
}

type Say = ReturnType<typeof useScreens>['say'];

function actLabel(act: SureAct, say: Say): string {
  if (act.kind === 'takenOver') return say('screen.staff.act.taken_over');
  if (act.kind === 'withdraw') return say('screen.staff.act.withdraw');
  return say('screen.staff.act.not_received', { channel: say(`screen.staff.channel.${act.channel}`) });
}

const sureTexts = {
  takenOver: 'screen.staff.sure.taken_over',
  notReceived: 'screen.staff.sure.not_received',
  withdraw: 'screen.staff.sure.withdraw',
} as const;

/** What cannot be taken back is asked once more. */
export function Sure() {
  const { say } = useScreens();
  const { room, work, go } = useRoom();
  const { screen, filing } = room;
  if (screen.at !== 'sure' || !filing) return null;
  return (
    <Frame
      title={actLabel(screen.act, say)}
      lead={say('screen.status.title', { number: filing.number })}
      actions={
        room.isBusy ? (
          <Working label={say('screen.staff.working')} />
        ) : (
          <>
            <Press icon="back" label={say('screen.staff.no')} onPress={() => go({ at: 'filing' })} />
            <Press kind="main" icon="done" label={say('screen.staff.yes')} onPress={() => work.doIt(screen.act)} />
          </>
        )
      }
    >
      <Notice tone="careful" icon="warn">
        <p>{say(sureTexts[screen.act.kind])}</p>
      </Notice>
    </Frame>
  );
}
