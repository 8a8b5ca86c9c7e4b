import { constants, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fail, ok } from '../../../../shared/result.ts';
import { type PrinterClock, pause } from '../clock.ts';
import type { PrinterLimits } from '../limits.ts';
import type { LinkListener, OpenLink, PrinterLink } from './link.ts';

/**
 * Opens a printer's device file (`/dev/usb/lp0`). A character device is read and written without blocking; a pipe is only written. Any
 * other file is refused and none is made: a file at `/dev/usb/lp0` by mistake would swallow every receipt, and keep it.
 */
export function deviceFileTransport(path: string, clock: PrinterClock, limits: PrinterLimits): OpenLink {
  return async (listener) => {
    try {
      const handle = await openEither(path);
      const device = (await handle.stat()).isCharacterDevice();
      return ok(new FileLink(handle, device, listener, clock, limits).start());
    } catch (error) {
      const code = errorCode(error);
      return fail({ code: code === 'EBUSY' ? 'busy' : 'disconnected', message: `${path}: ${code}` });
    }
  };
}

const isDevice = (file: Stats): boolean => file.isCharacterDevice() || file.isFIFO();

/** True for what stands at this path and would keep a receipt rather than print it; false when nothing stands there. */
export function isStorage(path: string): boolean {
  try {
    return !isDevice(statSync(path));
  } catch {
    // Not there, or not for us to see: that shows when it is opened.
    return false;
  }
}

/** Both ways only for a device: a pipe opened both ways would echo our own bytes. */
async function openEither(path: string): Promise<FileHandle> {
  const file = await stat(path);
  if (!isDevice(file)) throw Object.assign(new Error('not a device'), { code: 'ENODEV' });
  const way = file.isCharacterDevice() ? constants.O_RDWR : constants.O_WRONLY;
  return await open(path, way | constants.O_NONBLOCK | constants.O_NOCTTY);
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EIO';

class FileLink implements PrinterLink {
  readonly answers: boolean;
  readonly #handle: FileHandle;
  readonly #listener: LinkListener;
  readonly #clock: PrinterClock;
  readonly #limits: PrinterLimits;
  #open = true;
  /** Reads and writes under way: the file is closed when they are back, never under them. */
  #underWay = 0;

  constructor(
    handle: FileHandle,
    answers: boolean,
    listener: LinkListener,
    clock: PrinterClock,
    limits: PrinterLimits,
  ) {
    this.#handle = handle;
    this.answers = answers;
    this.#listener = listener;
    this.#clock = clock;
    this.#limits = limits;
  }

  start(): this {
    if (this.answers) void this.#read();
    return this;
  }

  /** EAGAIN is back-pressure: the printer is full or out of paper, and the same bytes are offered again. */
  async write(bytes: Uint8Array): Promise<boolean> {
    let taken = 0;
    while (this.#open && taken < bytes.length) {
      const step = await this.#step(() => this.#handle.write(bytes, taken, bytes.length - taken, null));
      if (step === 'lost') return false;
      if (step === 'later') await pause(this.#clock, this.#limits.pollMs);
      else taken += step.bytesWritten;
    }
    return taken === bytes.length;
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(256);
    while (this.#open) {
      const step = await this.#step(() => this.#handle.read(buffer, 0, buffer.length, null));
      if (step === 'lost') return;
      // A USB printer may answer with an empty packet: nothing yet, not the end.
      if (step === 'later' || step.bytesRead === 0) await pause(this.#clock, this.#limits.pollMs);
      else this.#listener.bytes(buffer.slice(0, step.bytesRead));
    }
  }

  async #step<T>(action: () => Promise<T>): Promise<T | 'later' | 'lost'> {
    if (!this.#open) return 'lost';
    this.#underWay++;
    try {
      return await action();
    } catch (error) {
      if (errorCode(error) === 'EAGAIN') return 'later';
      if (this.#open) {
        this.#open = false;
        this.#listener.lost();
      }
      return 'lost';
    } finally {
      this.#underWay--;
      if (!this.#open) await this.#closeWhenIdle();
    }
  }

  async #closeWhenIdle(): Promise<void> {
    if (this.#underWay === 0) await this.#handle.close().catch(() => undefined);
  }

  async finish(): Promise<void> {
    this.abort();
  }

  abort(): void {
    this.#open = false;
    void this.#closeWhenIdle();
  }
}
