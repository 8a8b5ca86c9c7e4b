import { type ReactNode, useEffect, useRef } from 'react';
import { useScreens } from '../kiosk-context.ts';
import { progressOf } from '../progress.ts';
import { stopText } from '../stop-text.ts';
import { Press } from './buttons.tsx';
import { Dock } from './dock.tsx';

/** The Récépissé mark: a paper with its torn edge, no State emblem. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path className="mark-paper" d="M10 4h28v40l-4.7-4-4.7 4-4.6-4-4.6 4-4.7-4-4.7 4z" />
      <path className="mark-lines" d="M17 15h14M17 22h14M17 29h8" />
    </svg>
  );
}

/** The staff's hidden gesture: five touches on the mark, one after the other. */
const knocks = 5;
const knocksWithinMs = 4_000;

function useKnock(open: () => void): () => void {
  const times = useRef<readonly number[]>([]);
  return () => {
    const now = performance.now();
    times.current = [...times.current.filter((before) => now - before < knocksWithinMs), now];
    if (times.current.length >= knocks) open();
  };
}

export interface FrameProps {
  /** The screen's one heading. */
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
  /** What to do next, the main thing last. */
  readonly actions?: ReactNode;
}

/** What all screens share: where one is, the screen itself, and the touches that are always there. */
export function Frame({ title, lead, children, actions }: FrameProps) {
  const { journey, offered, touch, say } = useScreens();
  const heading = useRef<HTMLHeadingElement>(null);
  // A new screen is announced: its heading takes the focus.
  useEffect(() => heading.current?.focus(), []);
  const progress = progressOf(journey);
  const knock = useKnock(() => touch({ type: 'staffDoor' }));
  return (
    <div className="frame">
      <header className="top">
        <p className="brand" {...(offered.has('staffDoor') ? { onPointerDown: knock } : {})}>
          <Mark />
          <span>Récépissé</span>
        </p>
        {progress ? (
          <p className="progress">
            <span className="progress-words">{say('screen.progress.words', progress)}</span>
            <progress value={progress.step} max={progress.of} aria-label={say('screen.progress.words', progress)} />
          </p>
        ) : null}
        {offered.has('languages') ? (
          <Press
            kind="quiet"
            icon="language"
            label={say('screen.language.name')}
            onPress={() => touch({ type: 'languages' })}
          />
        ) : null}
      </header>
      {journey.kiosk?.unsafeHost ? <p className="unsafe">{say('screen.demo.unsafe')}</p> : null}
      <main className="stage">
        <div className="title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <p className="lead">{lead}</p> : null}
        </div>
        <div className="content">{children}</div>
        {actions ? <div className="actions">{actions}</div> : null}
      </main>
      <footer className="bottom">
        {offered.has('back') ? (
          <Press kind="quiet" icon="back" label={say('screen.always.back')} onPress={() => touch({ type: 'back' })} />
        ) : null}
        {offered.has('home') ? (
          <Press kind="quiet" icon="home" label={say('screen.always.home')} onPress={() => touch({ type: 'home' })} />
        ) : null}
        {offered.has('help') ? (
          <Press kind="quiet" icon="help" label={say('screen.always.help')} onPress={() => touch({ type: 'help' })} />
        ) : null}
        {offered.has('stop') ? (
          <Press kind="erase" icon="erase" label={say(stopText(journey))} onPress={() => touch({ type: 'stop' })} />
        ) : null}
      </footer>
      <Dock />
    </div>
  );
}
