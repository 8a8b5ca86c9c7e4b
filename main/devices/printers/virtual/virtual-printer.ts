import { join } from 'node:path';
import type { PrinterProfile } from '../../../../kiosk-config/schema/printer-profile.ts';
import { type Fault, fail, ok, type Result } from '../../../../shared/result.ts';
import { type PrinterClock, systemClock } from '../clock.ts';
import type { ConditionChange, Trigger } from './conditions.ts';
import { CONTROL_FILE, watchControlFile } from './control-file.ts';
import { GlyphBox } from './glyphs.ts';
import { Mechanism } from './mechanism.ts';
import { developPaper, type PaperInPrinter, transcribe, type VirtualPaper } from './paper.ts';
import { PaperTray } from './paper-tray.ts';
import { Plug, type PlugFault, type PrinterPlug } from './plug.ts';

export interface VirtualPrinterOptions {
  readonly profile: PrinterProfile;
  /** Papers are laid here, and `control.json` in it is obeyed; without it papers stay in memory. */
  readonly directory?: string;
  readonly port?: number;
  readonly clock?: PrinterClock;
  readonly bufferBytes?: number;
  readonly bytesPerS?: number;
  readonly speedMmPerS?: number;
  readonly rollMm?: number;
  /** How hosts reach it; without one, TCP on loopback. */
  readonly plug?: (mechanism: () => Mechanism, clock: PrinterClock) => PrinterPlug;
}

/** An ESC/POS printer on a loopback port, with paper one can look at. */
export interface VirtualPrinter {
  readonly port: number;
  /** Bytes of print data that reached its buffer since power-on, real-time commands not counted. */
  readonly bytesTaken: number;
  /** The last content of the control file that was no order, null when there was none. */
  readonly controlProblem: string | null;
  /** Finished papers in order, then the one that still hangs out, if something is on it. */
  papers(): Promise<readonly VirtualPaper[]>;
  /** The same, not drawn. */
  transcripts(): readonly Omit<VirtualPaper, 'png'>[];
  /** Changes its conditions, also while a job runs: when the trigger comes, or at once, which cancels what was planned. */
  control(change: ConditionChange, trigger?: Trigger): void;
  close(): Promise<void>;
}

const TICK_MS = 10;
/** A modern printer: it takes a receipt whole. */
const DEFAULTS = { bufferBytes: 65_536, bytesPerS: 1_000_000, speedMmPerS: 600 };
/** Papers kept in memory: they hold what receipts hold. */
const KEPT_PAPERS = 20;

/** Switches a virtual printer on. It is a real TCP printer on 127.0.0.1: same protocol, same faults. */
export async function startVirtualPrinter(
  options: VirtualPrinterOptions,
): Promise<Result<VirtualPrinter, PlugFault | Fault<'bad-printer'>>> {
  const clock = options.clock ?? systemClock;
  const tray = options.directory === undefined ? null : new PaperTray(options.directory);
  const problem = (await tray?.problem()) ?? null;
  if (problem !== null)
    return fail({ code: 'bad-printer', message: `The virtual printer cannot lay its papers there: ${problem}.` });
  const glyphs = new GlyphBox();
  let laying: Promise<void> = Promise.resolve();
  let controlProblem: string | null = null;
  let on = true;

  const develop = (paper: PaperInPrinter) => developPaper(paper, options.profile.dotsPerLine, glyphs);
  const lay = (paper: PaperInPrinter): void => {
    mechanism.papers.splice(0, Math.max(0, mechanism.papers.length - KEPT_PAPERS));
    // A folder that went away takes no paper; what was printed was printed, and stays in memory.
    if (tray !== null) laying = laying.then(async () => tray.lay(await develop(paper))).catch(() => undefined);
  };
  const plug = options.plug?.(() => mechanism, clock) ?? new Plug(() => mechanism, clock);
  const mechanism: Mechanism = new Mechanism({ ...options.profile, ...speeds(options) }, say, lay);

  function say(bytes: Uint8Array): void {
    const { voice } = mechanism.conditions;
    if (voice === 'silent') return;
    plug.say(voice === 'garbage' ? bytes.map((byte, i) => 0x80 | ((byte * 31 + i) & 0x7f)) : bytes);
  }

  const allPapers = (): PaperInPrinter[] => {
    const hanging = mechanism.hangingPaper;
    return hanging.used ? [...mechanism.papers, hanging] : mechanism.papers;
  };
  const listening = await plug.listen(options.port ?? 0);
  if (!listening.ok) return listening;

  let lastMs = clock.nowMs();
  let cancelTick = (): void => undefined;
  const tick = (): void => {
    const nowMs = clock.nowMs();
    mechanism.tick(nowMs - lastMs);
    lastMs = nowMs;
    plug.refuse(mechanism.conditions.line === 'cut');
    plug.settle();
    if (on) cancelTick = clock.alarm(TICK_MS, tick);
  };
  tick();

  const control = (change: ConditionChange, trigger?: Trigger): void => {
    mechanism.order(change, trigger);
  };
  const stopWatching =
    options.directory === undefined
      ? () => undefined
      : watchControlFile(join(options.directory, CONTROL_FILE), clock, control, (message) => {
          controlProblem = message;
        });

  return ok({
    port: listening.value,
    get bytesTaken() {
      return mechanism.bytesTaken;
    },
    get controlProblem() {
      return controlProblem;
    },
    papers: () => Promise.all(allPapers().map(develop)),
    transcripts: () => allPapers().map(({ marks, complete }) => ({ text: transcribe(marks), complete })),
    control,
    async close() {
      if (!on) return;
      on = false;
      cancelTick();
      stopWatching();
      await plug.close();
      if (mechanism.hangingPaper.used && tray !== null) lay(mechanism.hangingPaper);
      await laying;
    },
  });
}

/** Only the options that set a speed or a size; the model itself comes from the profile. */
function speeds(options: VirtualPrinterOptions) {
  return {
    bufferBytes: options.bufferBytes ?? DEFAULTS.bufferBytes,
    bytesPerS: options.bytesPerS ?? DEFAULTS.bytesPerS,
    speedMmPerS: options.speedMmPerS ?? DEFAULTS.speedMmPerS,
    rollMm: options.rollMm ?? null,
  };
}
