import { Press } from '../components/buttons.tsx';
import { DateLines } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Notice, Section, Working } from '../components/words.tsx';
import type { TakeAway, TakenAway } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { Loading, Papers, Routes } from './procedure.tsx';

/** « Comment faire »: the same without this kiosk, and a sheet to take away. */
export function HowTo() {
  const { journey, offered, touch, say } = useScreens();
  const { procedure, takenAway } = journey.visit;
  const desk = journey.kiosk?.desk;
  if (!procedure) return <Loading />;
  return (
    <Frame
      title={say('screen.howTo.title')}
      lead={<French>{procedure.title}</French>}
      actions={
        <>
          {offered.has('finish') ? (
            <Press icon="done" label={say('screen.always.finish')} onPress={() => touch({ type: 'finish' })} />
          ) : null}
          {offered.has('printLetter') ? (
            <Press icon="letter" label={say('screen.howTo.letter')} onPress={() => touch({ type: 'printLetter' })} />
          ) : null}
          {offered.has('printSheet') ? (
            <Press
              kind="main"
              icon="print"
              label={say(takenAway?.paper === 'how-to' ? 'screen.howTo.printAgain' : 'screen.howTo.print')}
              onPress={() => touch({ type: 'printSheet' })}
            />
          ) : null}
        </>
      }
    >
      <ScrollArea label={say('screen.procedure.all')}>
        {takenAway ? <TakenAwayState takenAway={takenAway} /> : null}
        <div className="columns">
          <Routes procedure={procedure} />
          <Papers procedure={procedure} />
          <Section icon="calendar" title={say('screen.procedure.dates')}>
            <DateLines dates={procedure.dates} />
          </Section>
          {desk ? (
            <Section icon="counter" title={say('screen.howTo.desk')}>
              <p>
                <French>{desk.name}</French>
              </p>
              {desk.address.map((line) => (
                <p key={line}>
                  <French>{line}</French>
                </p>
              ))}
              {desk.phone ? <p>{say('screen.help.phone', { phone: desk.phone })}</p> : null}
            </Section>
          ) : null}
        </div>
      </ScrollArea>
    </Frame>
  );
}

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

function TakenAwayState({ takenAway: { paper, result } }: { readonly takenAway: TakenAway }) {
  const { say } = useScreens();
  const words = say(said[paper][result]);
  if (result === 'printing') return <Working label={words} />;
  return (
    <Notice {...looks[result]} isLive>
      <p>{words}</p>
    </Notice>
  );
}
