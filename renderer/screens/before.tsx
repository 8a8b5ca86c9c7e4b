import { Card, Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Pager } from '../components/pager.tsx';
import { Pictogram } from '../components/pictogram.tsx';
import { French, Notice, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';

/** Before the first text has come: a sign without words but the name. */
export function Starting() {
  return (
    <main className="starting">
      <Pictogram name="wait" />
      <h1>Récépissé</h1>
    </main>
  );
}

export function Disconnected() {
  const { say } = useScreens();
  return (
    <Frame title={say('screen.disconnected.title')} lead={say('screen.disconnected.lead')}>
      <Working label={say('screen.disconnected.working')} />
      <Notice tone="plain" icon="people">
        <p>{say('screen.disconnected.visit')}</p>
        <p>{say('screen.disconnected.help')}</p>
      </Notice>
    </Frame>
  );
}

/** The choice of a language is the first touch, and begins the visit. */
export function Welcome() {
  const { journey, touch, say, sayIn } = useScreens();
  const { kiosk, busy } = journey;
  return (
    <Frame title={say('screen.welcome.title')} lead={kiosk ? <French>{kiosk.desk.name}</French> : null}>
      <ul className="promises">
        {(['scan', 'proof', 'free'] as const).map((promise) => (
          <li key={promise}>
            <Pictogram name={promise === 'scan' ? 'scan' : promise === 'proof' ? 'receipt' : 'coin'} />
            <span>{say(`screen.welcome.promise.${promise}`)}</span>
          </li>
        ))}
      </ul>
      {busy === 'openVisit' ? (
        <Working label={say('screen.welcome.opening')} />
      ) : (
        <Pager
          items={kiosk?.languages ?? []}
          fits={[14, 14]}
          className={(kiosk?.languages.length ?? 0) > 3 ? 'cards cards-two' : 'cards cards-languages'}
          draw={(language) => (
            <li key={language}>
              <Card
                icon="hand"
                lang={language}
                title={sayIn(language)('screen.language.name')}
                hint={sayIn(language)('screen.language.start')}
                onPress={() => touch({ type: 'start', language })}
              />
            </li>
          )}
        />
      )}
      <DeviceNotices />
      {kiosk && kiosk.urgent > 0 ? (
        <p className="desk-note">{say('screen.welcome.urgent', { count: kiosk.urgent })}</p>
      ) : null}
    </Frame>
  );
}

/** What does not work today is said before the visitor begins, with what still does. */
function DeviceNotices() {
  const { journey, sayIn } = useScreens();
  const { kiosk } = journey;
  // Nobody has chosen a language yet.
  const inEach = (key: string) =>
    (kiosk?.languages ?? []).slice(0, 3).map((language) => (
      <p key={language} lang={language}>
        {sayIn(language)(key)}
      </p>
    ));
  const isPrinterOut = kiosk && ['paper-out', 'trouble', 'absent'].includes(kiosk.printer);
  return (
    <>
      {isPrinterOut ? (
        <Notice tone="careful" icon="print">
          {inEach('screen.welcome.noPrinter')}
        </Notice>
      ) : null}
      {kiosk?.scanner === 'absent' ? (
        <Notice tone="careful" icon="scan">
          {inEach('screen.welcome.noScanner')}
        </Notice>
      ) : null}
    </>
  );
}

/** The page came back and the visit still lives: only its visitor may go on with it. */
export function Resume() {
  const { journey, touch, say } = useScreens();
  return (
    <Frame
      title={say('screen.resume.title')}
      lead={say('screen.resume.lead')}
      actions={
        journey.busy ? null : (
          <>
            <Press
              kind="erase"
              icon="erase"
              label={say('screen.resume.drop')}
              onPress={() => touch({ type: 'drop' })}
            />
            <Press kind="main" icon="hand" label={say('screen.resume.go')} onPress={() => touch({ type: 'resume' })} />
          </>
        )
      }
    >
      {journey.busy ? <Working label={say('screen.welcome.opening')} /> : null}
    </Frame>
  );
}

export function Privacy() {
  const { touch, say } = useScreens();
  return (
    <Frame
      title={say('screen.privacy.title')}
      actions={
        <Press
          kind="main"
          icon="next"
          iconLast
          label={say('screen.privacy.agree')}
          onPress={() => touch({ type: 'agree' })}
        />
      }
    >
      <ul className="facts">
        {(
          [
            ['erased', 'erase'],
            ['kept', 'lock'],
            ['nobody', 'people'],
            ['stop', 'hand'],
          ] as const
        ).map(([fact, icon]) => (
          <li key={fact}>
            <Pictogram name={icon} />
            <p>
              <strong>{say(`screen.privacy.${fact}.title`)}</strong>
              <span>{say(`screen.privacy.${fact}.text`)}</span>
            </p>
          </li>
        ))}
      </ul>
    </Frame>
  );
}
