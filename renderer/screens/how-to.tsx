import { Press } from '../components/buttons.tsx';
import { DateLines } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Notice, Section, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { Loading, Papers, Routes } from './procedure.tsx';

/** « Comment faire »: the same without this kiosk, and a sheet to take away. */
export function HowTo() {
  const { journey, offered, touch, say } = useScreens();
  const { procedure, sheet } = journey.visit;
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
          {offered.has('printSheet') ? (
            <Press
              kind="main"
              icon="print"
              label={say(sheet ? 'screen.howTo.printAgain' : 'screen.howTo.print')}
              onPress={() => touch({ type: 'printSheet' })}
            />
          ) : null}
        </>
      }
    >
      <ScrollArea label={say('screen.procedure.all')}>
        {sheet ? <SheetState /> : null}
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

function SheetState() {
  const { journey, say } = useScreens();
  switch (journey.visit.sheet?.result) {
    case 'printing':
      return <Working label={say('screen.sheet.printing')} />;
    case 'printed':
      return (
        <Notice tone="good" icon="done" isLive>
          <p>{say('screen.sheet.printed')}</p>
        </Notice>
      );
    case 'unknown':
      return (
        <Notice tone="careful" icon="unsure" isLive>
          <p>{say('screen.sheet.unknown')}</p>
        </Notice>
      );
    default:
      return (
        <Notice tone="careful" icon="warn" isLive>
          <p>{say('screen.sheet.not_printed')}</p>
        </Notice>
      );
  }
}
