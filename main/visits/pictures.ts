import { randomBytes } from 'node:crypto';

export interface Picture {
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
}

/** One-time addresses of pictures: fetched once, never stored (DESIGN section 3, "The contract"). */
export interface Pictures {
  /** The address of a picture, drawn when it is fetched. */
  offer(draw: () => Promise<Picture | null>): string;
  /** The picture behind a token, once; null for any other. */
  take(token: string): Promise<Picture | null>;
  clear(): void;
}

/** Addresses a page may hold unfetched: a review of a full filing, and as many again. */
const maxTokens = 2_000;

export function buildPictures(): Pictures {
  const offered = new Map<string, () => Promise<Picture | null>>();
  return {
    offer: (draw) => {
      const token = randomBytes(24).toString('base64url');
      offered.set(token, draw);
      const [oldest] = offered.keys();
      if (offered.size > maxTokens && oldest !== undefined) offered.delete(oldest);
      return `/page/${token}`;
    },
    take: async (token) => {
      const draw = offered.get(token);
      offered.delete(token);
      return draw ? draw() : null;
    },
    clear: () => offered.clear(),
  };
}
