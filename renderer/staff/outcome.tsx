import { Notice } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { useRoom } from './work.ts';

const spoken = [
  'not-allowed',
  'bad-number',
  'no-such-filing',
  'forgotten',
  'wrong-check-digit',
  'bad-date',
  'bad-pages',
  'not-by-post',
  'no-a4',
  'busy',
  'disk-full',
] as const;
const otherNames: Readonly<Record<string, string>> = { 'no-a4': 'no_printer' };

const faultText = (code: string): string => {
  const known = spoken.find((name) => name === code);
  return `screen.staff.fault.${known ? (otherNames[known] ?? known.replaceAll('-', '_')) : 'trouble'}`;
};

/** Why the last thing asked was not done. */
export function RoomFault() {
  const { say } = useScreens();
  const { room } = useRoom();
  if (room.fault === null) return null;
  return (
    <Notice tone="careful" icon="warn" isLive>
      <p>{say(faultText(room.fault))}</p>
    </Notice>
  );
}

const receiptTexts = {
  printed: 'screen.staff.receipt.printed',
  'not-printed': 'screen.staff.receipt.not_printed',
  unknown: 'screen.staff.receipt.unknown',
} as const;
const sheetTexts = {
  'handed-over': 'screen.staff.sheets.handed_over',
  'not-handed-over': 'screen.staff.sheets.not_handed_over',
  'no-a4': 'screen.staff.sheets.none',
} as const;

/** What came of the last thing done: nothing is claimed that no printer said. */
export function RoomOutcome() {
  const { say } = useScreens();
  const { room } = useRoom();
  const { outcome } = room;
  if (!outcome) return null;
  const { receipt, sheets, isAct } = outcome;
  return (
    <>
      {receipt ? (
        <Notice tone={receipt === 'printed' ? 'good' : 'careful'} icon={receipt === 'printed' ? 'done' : 'warn'} isLive>
          {isAct ? <p>{say('screen.staff.recorded')}</p> : null}
          <p>{say(receiptTexts[receipt])}</p>
        </Notice>
      ) : null}
      {sheets ? (
        <Notice tone={sheets === 'handed-over' ? 'plain' : 'careful'} icon="pages" isLive>
          {isAct ? <p>{say('screen.staff.claim')}</p> : null}
          <p>{say(sheetTexts[sheets])}</p>
        </Notice>
      ) : null}
    </>
  );
}
