import { randomBytes, timingSafeEqual } from 'node:crypto';

const newSecret = (): string => randomBytes(32).toString('base64url');
const cookieName = 'recepisse';

/** Equal in a time that tells nothing of where they differ. */
function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Who may talk to the server: the browser that opened the first address, and nobody else on the machine. */
export interface BootSecret {
  /** A new first secret; the one before, unused, is worth nothing any more. */
  renew(): string;
  /** Uses the secret up: the `Set-Cookie` of the session that now counts, or null. A session before it ends. */
  redeem(given: string): string | null;
  /** True when a `Cookie` header holds the session. */
  admits(cookies: string | undefined): boolean;
}

export function buildBootSecret(): BootSecret {
  let secret: string | null = null;
  let session: string | null = null;
  return {
    renew: () => {
      secret = newSecret();
      return secret;
    },
    redeem: (given) => {
      if (secret === null || !isSame(given, secret)) return null;
      secret = null;
      session = newSecret();
      // A session cookie (RFC 6265bis): no script reads it, no other site sends it, no disk keeps it.
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    admits: (cookies) => {
      const given = (cookies ?? '').split('; ').filter((cookie) => cookie.startsWith(`${cookieName}=`));
      const [only] = given;
      return session !== null && given.length === 1 && isSame(only?.slice(cookieName.length + 1) ?? '', session);
    },
  };
}
