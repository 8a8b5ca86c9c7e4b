import { Press } from '../components/buttons.tsx';
import { dayInWords } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { groupedRegistered } from '../components/registered-pad.tsx';
import { Notice, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { RoomFault } from './outcome.tsx';
import type { RoomScreen, SureAct } from './room.ts';
import { useRoom } from './work.ts';

type Say = ReturnType<typeof useScreens>['say'];

const sureTexts = {
  takenOver: 'screen.staff.sure.taken_over',
  notReceived: 'screen.staff.sure.not_received',
  posted: 'screen.staff.sure.posted',
  answer: 'screen.staff.sure.answer',
  withdraw: 'screen.staff.sure.withdraw',
} as const;

function titleOf(act: SureAct, say: Say): string {
  switch (act.kind) {
    case 'takenOver':
      return say('screen.staff.act.taken_over');
    case 'withdraw':
      return say('screen.staff.act.withdraw');
    case 'posted':
      return say('screen.staff.act.posted');
    case 'answer':
      return say('screen.staff.act.answer');
    case 'notReceived':
      return say('screen.staff.act.not_received', { channel: say(`screen.staff.channel.${act.channel}`) });
  }
}

/** To what was typed, or to the filing. */
function backFrom(act: SureAct): RoomScreen {
  if (act.kind === 'posted') return { at: 'posted', typed: act.reference };
  return act.kind === 'answer' ? { at: 'answer', step: 'number', given: act.given } : { at: 'filing' };
}

/** What cannot be taken back is asked once more, with everything that will be signed. */
export function Sure() {
  const { say } = useScreens();
  const { room, work, go } = useRoom();
  const { screen, filing } = room;
  if (screen.at !== 'sure' || !filing) return null;
  const { act } = screen;
  return (
    <Frame
      title={titleOf(act, say)}
      lead={say('screen.status.title', { number: filing.number })}
      actions={
        room.isBusy ? (
          <Working label={say('screen.staff.working')} />
        ) : (
          <>
            <Press icon="back" label={say('screen.staff.no')} onPress={() => go(backFrom(act))} />
            <Press kind="main" icon="done" label={say('screen.staff.yes')} onPress={() => work.doIt(act)} />
          </>
        )
      }
    >
      <RoomFault />
      <Notice tone="careful" icon="warn">
        <p>{say(sureTexts[act.kind])}</p>
      </Notice>
      <Given act={act} pages={filing.pages} />
    </Frame>
  );
}

function Given({ act, pages }: { readonly act: SureAct; readonly pages: number }) {
  const { journey, say } = useScreens();
  if (act.kind === 'posted') {
    return (
      <p className="number number-typed number-long" dir="ltr">
        {groupedRegistered(act.reference)}
      </p>
    );
  }
  if (act.kind !== 'answer') return null;
  const { number, date, pages: counted } = act.given;
  return (
    <ul className="states">
      <li>
        <strong>{say('screen.staff.acknowledged', { number })}</strong>
        <span>{dayInWords(journey.language, date)}</span>
      </li>
      <li>
        <strong>
          {counted === null ? say('screen.staff.answer.skip') : say('screen.staff.counted', { count: counted })}
        </strong>
        <span>{say('screen.staff.answer.pages.lead', { pages })}</span>
      </li>
      {act.pagesHeld === null ? null : (
        <li>
          <strong>{say('screen.staff.sure.held', { pages: act.pagesHeld })}</strong>
        </li>
      )}
    </ul>
  );
}
