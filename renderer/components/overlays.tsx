import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { offers } from '../journey/offers.ts';
import { useScreens } from '../kiosk-context.ts';
import { stopText } from '../stop-text.ts';
import { Press } from './buttons.tsx';
import { Pictogram, type PictogramName } from './pictogram.tsx';
import { French } from './words.tsx';

interface CoverProps {
  readonly title: string;
  readonly icon: PictogramName;
  readonly isAlert?: boolean;
  readonly children: ReactNode;
}

/** Lies over the screen until it is answered by one of its own buttons. */
function Cover({ title, icon, isAlert = false, children }: CoverProps) {
  return (
    <ModalOverlay className="cover" isOpen isKeyboardDismissDisabled>
      <Modal className="cover-box">
        <Dialog className="cover-dialog" role={isAlert ? 'alertdialog' : 'dialog'}>
          <Pictogram name={icon} />
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Help() {
  const { journey, touch, say } = useScreens();
  const offered = offers(journey);
  const desk = journey.kiosk?.desk;
  return (
    <Cover title={say('screen.help.title')} icon="people">
      <p>{say('screen.help.person')}</p>
      <p>{say('screen.help.shame')}</p>
      {desk ? (
        <address className="desk">
          <French>
            <strong>{desk.name}</strong>
            {desk.address.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </French>
          {desk.phone ? <span>{say('screen.help.phone', { phone: desk.phone })}</span> : null}
        </address>
      ) : null}
      <div className="cover-actions">
        {offered.has('notListed') ? (
          <Press icon="search" label={say('screen.always.notListed')} onPress={() => touch({ type: 'notListed' })} />
        ) : null}
        {offered.has('howTo') ? (
          <Press icon="people" label={say('screen.help.otherWays')} onPress={() => touch({ type: 'howTo' })} />
        ) : null}
        {offered.has('stop') ? (
          <Press kind="erase" icon="erase" label={say(stopText(journey))} onPress={() => touch({ type: 'stop' })} />
        ) : null}
        <Press
          kind="main"
          icon="back"
          label={say('screen.help.close')}
          onPress={() => touch({ type: 'closeOverlay' })}
        />
      </div>
    </Cover>
  );
}

function Stop() {
  const { journey, touch, say } = useScreens();
  const { isRecorded } = journey.visit;
  const offered = offers(journey);
  return (
    <Cover
      title={say(isRecorded ? 'screen.stop.title.recorded' : 'screen.stop.title')}
      icon={isRecorded ? 'done' : 'erase'}
      isAlert
    >
      <p>{say(isRecorded ? 'screen.stop.recorded' : 'screen.stop.lost')}</p>
      <div className="cover-actions">
        <Press
          kind="erase"
          icon={isRecorded ? 'done' : 'erase'}
          label={say(isRecorded ? 'screen.stop.yes.recorded' : 'screen.stop.yes')}
          isDisabled={!offered.has('stopConfirmed')}
          onPress={() => touch({ type: 'stopConfirmed' })}
        />
        <Press kind="main" icon="back" label={say('screen.stop.no')} onPress={() => touch({ type: 'closeOverlay' })} />
      </div>
    </Cover>
  );
}

function Languages() {
  const { journey, touch, say, sayIn } = useScreens();
  return (
    <Cover title={say('screen.language.title')} icon="language">
      <div className="cover-actions">
        {(journey.kiosk?.languages ?? []).map((language) => (
          <Press
            key={language}
            icon={language === journey.language ? 'check' : 'language'}
            lang={language}
            label={sayIn(language)('screen.language.name')}
            onPress={() => touch({ type: 'chooseLanguage', language })}
          />
        ))}
        <Press
          kind="main"
          icon="back"
          label={say('screen.help.close')}
          onPress={() => touch({ type: 'closeOverlay' })}
        />
      </div>
    </Cover>
  );
}

function Inactive({ secondsLeft }: { readonly secondsLeft: number }) {
  const { journey, touch, say } = useScreens();
  const offered = offers(journey);
  return (
    <Cover title={say('screen.inactive.title')} icon="clock" isAlert>
      <p className="seconds" role="timer">
        {say('screen.inactive.seconds', { count: secondsLeft })}
      </p>
      {journey.visit.isRecorded ? <p>{say('screen.stop.recorded')}</p> : null}
      <div className="cover-actions">
        {offered.has('stopConfirmed') ? (
          <Press
            kind="erase"
            icon="erase"
            label={say(stopText(journey))}
            onPress={() => touch({ type: 'stopConfirmed' })}
          />
        ) : null}
        <Press
          kind="main"
          icon="hand"
          label={say('screen.inactive.here')}
          onPress={() => touch({ type: 'stillHere' })}
        />
      </div>
    </Cover>
  );
}

/** What lies over the screen now: the warning first, it does not wait. */
export function Overlays() {
  const { overlay, secondsLeft } = useScreens().journey;
  if (secondsLeft !== null) return <Inactive secondsLeft={secondsLeft} />;
  if (overlay === 'help') return <Help />;
  if (overlay === 'stop') return <Stop />;
  if (overlay === 'language') return <Languages />;
  return null;
}
