import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fail, type Result } from '../../shared/result.ts';
import type {
  ImageAnswer,
  ImageRefusal,
  ImageReply,
  ImageRequest,
  NormalisedImage,
  OpenedImage,
  PixelSize,
} from './image-messages.ts';
import type { PageLimits } from './limits.ts';

/** A file opened for its pages. The first call that fails ends the child; the next file gets a new one. */
export interface ImageWorker {
  open(file: string): Promise<Result<OpenedImage, ImageRefusal>>;
  measure(index: number): Promise<Result<PixelSize, ImageRefusal>>;
  normalise(index: number): Promise<Result<NormalisedImage, ImageRefusal>>;
  close(): void;
}

type Ask = ImageRequest extends infer R ? (R extends ImageRequest ? Omit<R, 'id'> : never) : never;
type Reply = Result<ImageAnswer, ImageRefusal>;

export interface ImageWorkerParts {
  readonly limits: PageLimits;
  /** The child's entry file; tests put one here that hangs or crashes. */
  readonly entry?: string;
}

const ownEntry = fileURLToPath(new URL('./image-process.ts', import.meta.url));

/** Decodes images in a forked child with bounded memory and a deadline per call; a crash or hang of it is a value. */
export function buildImageWorker({ limits, entry = ownEntry }: ImageWorkerParts): ImageWorker {
  let child: ChildProcess | null = null;
  let nextId = 1;

  const start = (): ChildProcess =>
    fork(entry, [], {
      // RLIMIT_DATA bounds what libvips may allocate; V8's own heap is bounded by its flag. No core dump of a page.
      execPath: 'prlimit',
      execArgv: [`--data=${limits.imageMemoryBytes}`, '--core=0', '--', process.execPath, '--max-old-space-size=256'],
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });

  const stop = () => {
    child?.kill('SIGKILL');
    child = null;
  };

  function ask(request: Ask): Promise<Reply> {
    const id = nextId++;
    child ??= start();
    const current = child;
    return new Promise<Reply>((resolve) => {
      const end = (reply: Reply, alive: boolean) => {
        clearTimeout(timer);
        current.off('message', onMessage).off('exit', onExit).off('error', onError);
        if (!alive) stop();
        resolve(reply);
      };
      const onMessage = (reply: ImageReply) => {
        if (reply.id === id) end(reply, reply.ok);
      };
      const onExit = (code: number | null, signal: string | null) =>
        end(fail({ code: 'damaged', detail: `the decoder stopped (${signal ?? code})` }), false);
      const onError = (error: Error) => end(fail({ code: 'no-renderer', detail: error.message }), false);
      const timer = setTimeout(
        () => end(fail({ code: 'timeout', detail: `${limits.imageTimeoutMs} ms` }), false),
        limits.imageTimeoutMs,
      );
      current.on('message', onMessage).on('exit', onExit).on('error', onError);
      current.send({ ...request, id }, (error) => {
        if (error) onExit(null, error.message);
      });
    });
  }

  return {
    open: (file) => {
      const { maxImagePixels, maxImageSidePx, pageShortPx, pageLongPx, jpegQuality } = limits;
      const settings = { maxImagePixels, maxImageSidePx, pageShortPx, pageLongPx, jpegQuality };
      return ask({ do: 'open', file, settings }) as Promise<Result<OpenedImage, ImageRefusal>>;
    },
    measure: (index) => ask({ do: 'measure', index }) as Promise<Result<PixelSize, ImageRefusal>>,
    normalise: (index) => ask({ do: 'normalise', index }) as Promise<Result<NormalisedImage, ImageRefusal>>,
    close: stop,
  };
}
