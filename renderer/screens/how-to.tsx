import { Press } from '../components/buttons.tsx';
import { DateLines } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Section } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { Loading, Papers, Routes } from './procedure.tsx';
import { TakenAwayState } from './taken-away.tsx';

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
