import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import type { visitEndings } from '../../shared/contract/kiosk.ts';
import type { Fault, Result } from '../../shared/result.ts';
import type { CoreForVisit } from './core-for-visit.ts';
import { answerAsk } from './core-link.ts';
import type { PaperState, ScannerState } from './device-states.ts';
import type { Dock } from './dock.ts';
import type { VisitLimits } from './limits.ts';
import { type FromVisit, fromVisitSchema, type ToVisit, type VisitSetup } from './visit-messages.ts';

export type VisitEnding = (typeof visitEndings)[number];

export interface VisitChildParts {
  /** The process's entry: the host's, which knows how pages come to it. */
  readonly entry: string;
  readonly setup: VisitSetup;
  readonly core: CoreForVisit;
  readonly limits: VisitLimits;
  readonly onPacked: () => void;
  readonly onPrinter: (state: PaperState) => void;
  readonly onScanner: (state: ScannerState) => void;
}

/** What a visit that is gone has left behind. */
export interface VisitRemains {
  readonly how: VisitEnding;
  /** Its folder on tmpfs; null when it never made one. */
  readonly folder: string | null;
  /** Names of its drafts' vault folders, recorded or not. */
  readonly drafts: readonly string[];
  /** The language it was in when it ended: the goodbye is said in it. */
  readonly language: string;
}

/** The core's hold on one visit's process. */
export interface VisitChild {
  /** Ready to serve a page, or why not. */
  readonly started: Promise<'ready' | 'no-tmpfs' | 'not-ready'>;
  /** The process is gone, whatever ended it. */
  readonly ended: Promise<VisitRemains>;
  /** Hands something of the host's to it, such as a page's connection. */
  hand(what: object, socket: Socket): void;
  setDock(dock: Dock): void;
  /** The language it is in. */
  language(): string;
  /** Tells it to end; what does not listen is killed. */
  end(): void;
}

/** Starts a visit's process; the kernel keeps no dump of it, and it inherits no words and no open files. */
export function startVisitChild({ entry, setup, core, limits, ...parts }: VisitChildParts): VisitChild {
  const child = fork(entry, [], {
    execPath: 'prlimit',
    execArgv: ['--core=0', '--', process.execPath],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let folder: string | null = null;
  let how: VisitEnding = 'crashed';
  const drafts: string[] = [];
  let language = setup.language;
  const started = Promise.withResolvers<'ready' | 'no-tmpfs' | 'not-ready'>();
  const ended = Promise.withResolvers<VisitRemains>();

  // One deadline at a time: to start, then from one sign of life to the next, then to wipe.
  let deadline: NodeJS.Timeout | undefined;
  const within = (ms: number): void => {
    clearTimeout(deadline);
    deadline = setTimeout(() => child.kill('SIGKILL'), ms);
  };
  within(limits.startMs);
  let wiping = false;
  let lastHanded = 0;

  const hear = (message: FromVisit): void => {
    switch (message.kind) {
      case 'ready':
        folder = message.folder;
        within(limits.deadAfterMs);
        started.resolve('ready');
        return;
      case 'refused':
        started.resolve(message.code);
        child.kill('SIGKILL');
        return;
      case 'ask':
        void answerAsk(core, message.ask).then((result) => {
          send(child, { kind: 'answer', id: message.id, result });
          wipeKey(result);
        });
        return;
      case 'handed':
        // Its acknowledgement came before: our copy of the connection is closed, and none of its bytes can be read here.
        send(child, { kind: 'go', id: message.id });
        return;
      case 'language':
        language = message.language;
        return;
      case 'draft':
        drafts.push(message.filing);
        return;
      case 'packed':
        parts.onPacked();
        return;
      case 'printer':
        parts.onPrinter(message.state);
        return;
      case 'scanner':
        parts.onScanner(message.state);
        return;
      case 'ending':
        how = message.how;
        wiping = true;
        within(limits.wipeMs);
        return;
      case 'alive':
        if (!wiping) within(limits.deadAfterMs);
    }
  };
  child.on('message', (message) => {
    const parsed = fromVisitSchema.safeParse(message);
    // What is not one of ours comes from a process that is no longer ours.
    if (parsed.success) hear(parsed.data);
    else child.kill('SIGKILL');
  });
  const gone = (): void => {
    clearTimeout(deadline);
    started.resolve('not-ready');
    ended.resolve({ how, folder, drafts, language });
  };
  child.on('exit', gone);
  child.on('error', () => child.pid === undefined && gone());
  send(child, { kind: 'setup', setup });

  return {
    started: started.promise,
    ended: ended.promise,
    hand: (what, socket) => {
      const message: ToVisit = { kind: 'hand', id: ++lastHanded, what };
      if (!child.connected) socket.destroy();
      else child.send(message, socket, { keepOpen: false }, (error) => error && socket.destroy());
    },
    setDock: (dock) => send(child, { kind: 'dock', dock }),
    language: () => language,
    end: () => {
      send(child, { kind: 'end' });
      wiping = true;
      within(limits.printEndMs + limits.wipeMs);
    },
  };
}

/** A filing's key that went to the visit is a copy there; this one has done its work. */
function wipeKey(result: Result<unknown, Fault>): void {
  const key = result.ok ? (result.value as { readonly filingKey?: unknown } | undefined)?.filingKey : null;
  if (key instanceof Uint8Array) key.fill(0);
}

function send(child: ChildProcess, message: ToVisit): void {
  if (child.connected) child.send(message, () => undefined);
}
