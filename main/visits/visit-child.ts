import type { visitEndings } from '../../shared/contract/kiosk.ts';
import type { Fault, Result } from '../../shared/result.ts';
import type { CoreForVisit } from './core-for-visit.ts';
import { answerAsk } from './core-link.ts';
import type { PaperState, ScannerState } from './device-states.ts';
import type { Dock } from './dock.ts';
import type { VisitLimits } from './limits.ts';
import type { LaunchVisit } from './visit-launch.ts';
import { type FromVisit, fromVisitSchema, type VisitSetup } from './visit-messages.ts';

export type VisitEnding = (typeof visitEndings)[number];

export interface VisitChildParts<C> {
  /** The host's, which knows how pages come to it. */
  readonly launch: LaunchVisit<C>;
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
export interface VisitChild<C> {
  /** Ready to serve a page, or why not. */
  readonly started: Promise<'ready' | 'no-tmpfs' | 'not-ready'>;
  /** The process is gone, whatever ended it. */
  readonly ended: Promise<VisitRemains>;
  /** Hands something of the host's to it, such as a page's connection. */
  hand(what: object, carried: C): void;
  setDock(dock: Dock): void;
  /** The language it is in. */
  language(): string;
  /** Tells it to end; what does not listen is killed. */
  end(): void;
}

/** Starts a visit's process and holds it to its deadlines. */
export function startVisitChild<C>({ launch, setup, core, limits, ...parts }: VisitChildParts<C>): VisitChild<C> {
  const child = launch();
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
    deadline = setTimeout(() => child.kill(), ms);
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
        child.kill();
        return;
      case 'ask':
        answerAsk(core, message.ask).then(
          (result) => {
            child.send({ kind: 'answer', id: message.id, result });
            wipeKey(result);
          },
          // What makes the core throw comes from a process that is no longer ours; the kiosk goes on without it.
          () => child.kill(),
        );
        return;
      case 'handed':
        // Its acknowledgement came before: our copy of the connection is closed, and none of its bytes can be read here.
        child.send({ kind: 'go', id: message.id });
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
  child.onMessage((message) => {
    const parsed = fromVisitSchema.safeParse(message);
    // What is not one of ours comes from a process that is no longer ours.
    if (parsed.success) hear(parsed.data);
    else child.kill();
  });
  const gone = (): void => {
    clearTimeout(deadline);
    started.resolve('not-ready');
    ended.resolve({ how, folder, drafts, language });
  };
  child.onExit(gone);
  child.send({ kind: 'setup', setup });

  return {
    started: started.promise,
    ended: ended.promise,
    hand: (what, carried) => child.hand({ kind: 'hand', id: ++lastHanded, what }, carried),
    setDock: (dock) => child.send({ kind: 'dock', dock }),
    language: () => language,
    end: () => {
      child.send({ kind: 'end' });
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
