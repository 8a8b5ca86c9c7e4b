import { type Fault, ok, type Result } from '../../shared/result.ts';
import type { Sealer, Vault } from '../filings/vault.ts';
import type { AcceptedPage, PageImage } from '../pages/intake.ts';

/** An encoded page that lies sealed in the vault: no draft holds its bytes. */
export interface SealedImage {
  readonly kind: 'image' | 'reduced' | 'small';
  readonly index: number;
  /** `ManifestPage.page`, if this is what is embedded. */
  readonly sha256: string;
  readonly bytes: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** One accepted page of a draft: all of it is sealed. */
export interface DraftPage {
  readonly original: string;
  readonly image: SealedImage;
  /** The same in fewer bytes; null: this kiosk has no channel for it. */
  readonly reduced: SealedImage | null;
}

export interface TakenPage {
  readonly page: DraftPage;
  /** Index of its original in the vault; null when an earlier page of the same file brought it. */
  readonly sealedAs: number | null;
}

/** What of an accepted page lies in the vault. */
export type PageToSeal = Pick<AcceptedPage, 'original' | 'image' | 'reduced'>;

/** A page's picture as it is stored. */
export interface PagePicture {
  readonly image: PageImage;
  readonly reduced: PageImage | null;
}

/** Seals what is accepted, at once. A fault leaves nothing of it. */
export interface PageSealer {
  /** A page: its file once, handed over with its first page, and its picture. */
  page(page: PageToSeal): Result<TakenPage, Fault>;
  /** Another picture of a page that is sealed. */
  picture(picture: PagePicture): Result<Pick<DraftPage, 'image' | 'reduced'>, Fault>;
}

interface Job {
  readonly kind: 'page' | SealedImage['kind'];
  readonly at: number;
  readonly bytes: Uint8Array;
}

export function buildPageSealer(vault: Vault, sealer: Sealer): PageSealer {
  let originals = 0;
  let images = 0;

  function putAll(jobs: readonly Job[]): Result<void, Fault> {
    for (const { kind, at, bytes } of jobs) {
      const sealed = vault.put(sealer, kind, at, bytes);
      if (sealed.ok) continue;
      for (const done of jobs) vault.remove(sealer.filing, done.kind, done.at);
      return sealed;
    }
    return ok(undefined);
  }

  function seal(original: readonly Job[], { image, reduced }: PagePicture): ReturnType<PageSealer['picture']> {
    const index = images++;
    const sealed = putAll([
      ...original,
      { kind: 'image', at: index, bytes: image.jpeg },
      ...(reduced === null ? [] : [{ kind: 'reduced' as const, at: index, bytes: reduced.jpeg }]),
    ]);
    if (!sealed.ok) return sealed;
    return ok({
      image: sealedImage('image', index, image),
      reduced: reduced && sealedImage('reduced', index, reduced),
    });
  }

  return {
    page: ({ original, image, reduced = null }) => {
      const sealedAs = original.bytes === null ? null : originals++;
      const file =
        original.bytes === null || sealedAs === null
          ? []
          : [{ kind: 'page' as const, at: sealedAs, bytes: original.bytes }];
      const sealed = seal(file, { image, reduced });
      return sealed.ok ? ok({ page: { original: original.sha256, ...sealed.value }, sealedAs }) : sealed;
    },
    picture: (picture) => seal([], picture),
  };
}

export const sealedImage = (
  kind: SealedImage['kind'],
  index: number,
  { jpeg, sha256, widthPx, heightPx }: PageImage,
): SealedImage => ({ kind, index, sha256, bytes: jpeg.length, widthPx, heightPx });

/** Every image of a page that may lie in the vault. */
export const imagesOf = ({ image, reduced }: Pick<DraftPage, 'image' | 'reduced'>): readonly SealedImage[] =>
  reduced === null ? [image] : [image, reduced];

export const openImage = (vault: Vault, sealer: Sealer, { kind, index }: SealedImage): Result<Uint8Array, Fault> =>
  vault.get(sealer, kind, index);
