// Entry of the image process: a forked child that decodes what strangers bring. It may crash; its parent may not.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/result.ts';
import { answerParent } from './asked-child.ts';
import { countPages, measure } from './decode-image.ts';
import { examineDrawnPage } from './drawn-page.ts';
import { examine } from './examine-page.ts';
import type { ImageAnswer, ImageRefusal, ImageRequest, ImageSettings, OpenedImage } from './image-messages.ts';
import { type MediaType, mediaTypeOf } from './media-type.ts';
import { buildTurnFinder } from './straighten/find-turn.ts';
import { turnStored } from './turn-stored.ts';

interface Held {
  readonly bytes: Uint8Array;
  readonly type: MediaType;
  readonly settings: ImageSettings;
}
let held: Held | null = null;
const turns = buildTurnFinder();

async function openFile(file: string, settings: ImageSettings): Promise<Result<OpenedImage, ImageRefusal>> {
  const bytes = readFileSync(file);
  const type = mediaTypeOf(bytes);
  if (type === null || type === 'application/pdf') return fail({ code: 'unknown-format', detail: '' });
  held = { bytes, type, settings };
  const pages = await countPages(bytes, type, settings);
  if (!pages.ok) return pages;
  return ok({ mediaType: type, sha256: createHash('sha256').update(bytes).digest('hex'), pages: pages.value });
}

async function answer(request: ImageRequest): Promise<Result<ImageAnswer, ImageRefusal>> {
  if (request.do === 'prepare') {
    await turns.load();
    if (held === null) await examineDrawnPage(request.settings, turns);
    return ok({});
  }
  if (request.do === 'open') return openFile(request.file, request.settings);
  if (held === null) return fail({ code: 'damaged', detail: 'no file was opened' });
  const { bytes, type, settings } = held;
  if (request.do === 'turn') return turnStored(bytes, request.quarterTurns, settings);
  if (request.do === 'measure') return measure(bytes, type, request.index, settings);
  return examine(bytes, type, request.index, settings, request.facts, turns);
}

answerParent((request) =>
  answer(request as ImageRequest).catch((error) => fail<ImageRefusal>({ code: 'damaged', detail: String(error) })),
);
