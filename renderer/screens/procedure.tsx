import { Press } from '../components/buttons.tsx';
import { DateLines } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { Pictogram } from '../components/pictogram.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { French, Notice, Section, Working } from '../components/words.tsx';
import type { Procedure as ProcedureData } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { TakenAwayState } from './taken-away.tsx';

/** What a procedure is, which papers, which dates, that it is free, and the ways without this kiosk. */
export function Procedure() {
  const { journey, offered, touch, say } = useScreens();
  const { procedure, takenAway } = journey.visit;
  if (!procedure) return <Loading />;
  return (
    <Frame
      title={<French>{procedure.title}</French>}
      lead={<French>{procedure.agency}</French>}
      actions={
        <>
          <Press icon="search" label={say('screen.always.notListed')} onPress={() => touch({ type: 'notListed' })} />
          <Press
            kind={offered.has('begin') ? 'plain' : 'main'}
            icon="people"
            label={say(offered.has('begin') ? 'screen.procedure.howTo.other' : 'screen.procedure.howTo')}
            onPress={() => touch({ type: 'howTo' })}
          />
          {offered.has('begin') ? (
            <Press
              kind="main"
              icon="next"
              iconLast
              label={say('screen.procedure.begin')}
              onPress={() => touch({ type: 'begin' })}
            />
          ) : null}
        </>
      }
    >
      <ScrollArea label={say('screen.procedure.all')}>
        <p className="plain">
          <French>{procedure.plain}</French>
        </p>
        <div className="columns">
          <Free procedure={procedure} />
          <Papers procedure={procedure} />
          {offered.has('printLetter') || takenAway ? (
            <Section icon="letter" title={say('screen.howTo.letter')}>
              <p>{say('screen.procedure.letter')}</p>
              {takenAway ? <TakenAwayState takenAway={takenAway} /> : null}
              {offered.has('printLetter') ? (
                <Press icon="print" label={say('screen.howTo.letter')} onPress={() => touch({ type: 'printLetter' })} />
              ) : null}
            </Section>
          ) : null}
          <Section icon="calendar" title={say('screen.procedure.dates')}>
            <DateLines dates={procedure.dates} />
          </Section>
          <Routes procedure={procedure} />
        </div>
      </ScrollArea>
    </Frame>
  );
}

export function Loading() {
  const { say } = useScreens();
  return (
    <Frame title={say('screen.procedure.loading')}>
      <Working label={say('screen.find.working')} />
    </Frame>
  );
}

function Free({ procedure: { free } }: { readonly procedure: ProcedureData }) {
  const { say } = useScreens();
  return (
    <Notice tone={free.isFree ? 'good' : 'plain'} icon="coin">
      <p>
        <strong>{say(free.isFree ? 'screen.procedure.free' : 'screen.procedure.notFree')}</strong>
      </p>
      {free.note ? (
        <p>
          <French>{free.note}</French>
        </p>
      ) : null}
    </Notice>
  );
}

const needTexts = {
  oui: 'screen.papers.needed',
  non: 'screen.papers.useful',
  selon_situation: 'screen.papers.depends',
} as const;

export function Papers({ procedure }: { readonly procedure: ProcedureData }) {
  const { say } = useScreens();
  return (
    <Section icon="pages" title={say('screen.procedure.papers')}>
      {procedure.documents.length === 0 ? <p>{say('screen.papers.none')}</p> : null}
      <ul className="papers">
        {procedure.documents.map(({ code, label, need, original, note }) => (
          <li key={code}>
            <Pictogram name="page" />
            <div>
              <p>
                <French>{label}</French> <span className="need">{say(needTexts[need])}</span>
              </p>
              {original ? <p className="date-alarm">{say('screen.papers.original')}</p> : null}
              {note ? (
                <p className="date-how">
                  <French>{note}</French>
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The ways that need no kiosk: paper and phone first. */
export function Routes({ procedure: { routes } }: { readonly procedure: ProcedureData }) {
  const { say } = useScreens();
  const line = (icon: Parameters<typeof Pictogram>[0]['name'], label: string, texts: readonly (string | null)[]) => {
    const said = texts.filter((text) => text !== null);
    if (said.length === 0) return null;
    return (
      <li>
        <Pictogram name={icon} />
        <div>
          <p>
            <strong>{label}</strong>
          </p>
          {said.map((text) => (
            <p key={text}>
              <French>{text}</French>
            </p>
          ))}
        </div>
      </li>
    );
  };
  const noted = (main: string, note: string | null): string => (note ? `${main} (${note})` : main);
  return (
    <Section icon="people" title={say('screen.routes.title')}>
      <ul className="papers">
        {line('letter', say('screen.routes.post'), [routes.post])}
        {line(
          'phone',
          say('screen.routes.phone'),
          routes.phone.map(({ number, note }) => noted(number, note)),
        )}
        {line('counter', say('screen.routes.counter'), routes.counters)}
        {line(
          'online',
          say('screen.routes.online'),
          routes.online.map(({ host, note }) => noted(host, note)),
        )}
      </ul>
    </Section>
  );
}
