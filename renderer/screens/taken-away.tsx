import { Notice, Working } from '../components/words.tsx';
import type { TakeAway, TakenAway } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';

/** What is said of the paper, for each that can be taken away. */
const said = {
  'how-to': {
    printing: 'screen.sheet.printing',
    'handed-over': 'screen.sheet.handed_over',
    printed: 'screen.sheet.printed',
    unknown: 'screen.sheet.unknown',
    'not-printed': 'screen.sheet.not_printed',
  },
  letter: {
    printing: 'screen.blank.printing',
    'handed-over': 'screen.blank.handed_over',
    printed: 'screen.blank.handed_over',
    unknown: 'screen.blank.unknown',
    'not-printed': 'screen.blank.not_printed',
  },
} as const satisfies Readonly<Record<TakeAway, Readonly<Record<TakenAway['result'], string>>>>;

const looks = {
  printed: { tone: 'good', icon: 'done' },
  'handed-over': { tone: 'good', icon: 'print' },
  unknown: { tone: 'careful', icon: 'unsure' },
  'not-printed': { tone: 'careful', icon: 'warn' },
} as const;

/** How a paper to take away is. */
export function TakenAwayState({ takenAway: { paper, result } }: { readonly takenAway: TakenAway }) {
  const { say } = useScreens();
  const words = say(said[paper][result]);
  if (result === 'printing') return <Working label={words} />;
  return (
    <Notice {...looks[result]} isLive>
      <p>{words}</p>
    </Notice>
  );
}
