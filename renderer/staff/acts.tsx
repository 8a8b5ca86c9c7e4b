import type { StaffFiling } from '../../shared/contract/staff.ts';
import { Press } from '../components/buttons.tsx';
import { Section } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { actsOf, type OfferedAct } from './room.ts';
import { useRoom } from './work.ts';

/** What an agent may say of a filing, and what can be printed of it again. */
export function FilingActs({ filing }: { readonly filing: StaffFiling }) {
  const { say } = useScreens();
  const { work, go } = useRoom();
  const leavesByPost = filing.deliveries.some(({ channel }) => channel === 'post') && filing.state !== 'withdrawn';
  return (
    <>
      <Section icon="hand" title={say('screen.staff.acts')}>
        <div className="acts">
          {actsOf(filing).map((act) => (
            <OfferedPress key={act.kind + ('channel' in act ? act.channel : '')} act={act} />
          ))}
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
            <Press icon="letter" label={say('screen.staff.act.pack')} onPress={() => work.printPapers('pack')} />
          ) : null}
          {filing.state === 'mismatch' ? (
            <Press icon="letter" label={say('screen.staff.act.claim')} onPress={() => work.printPapers('claim')} />
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
  );
}

function OfferedPress({ act }: { readonly act: OfferedAct }) {
  const { say } = useScreens();
  const { go } = useRoom();
  if (act.kind === 'giveNumber') {
    const label = say(act.isSent ? 'screen.staff.act.renumber' : 'screen.staff.act.posted');
    return <Press icon="letter" label={label} onPress={() => go({ at: 'posted', typed: '' })} />;
  }
  if (act.kind === 'notReceived') {
    const label = say('screen.staff.act.not_received', { channel: say(`screen.staff.channel.${act.channel}`) });
    return <Press icon="redo" label={label} onPress={() => go({ at: 'sure', act })} />;
  }
  return <Press icon="done" label={say('screen.staff.act.taken_over')} onPress={() => go({ at: 'sure', act })} />;
}
