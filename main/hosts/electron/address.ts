/** The kiosk's own scheme: no file, no server, and no other page has this origin. */
export const scheme = 'kiosk';
export const origin = `${scheme}://app`;
export const startAddress = `${origin}/`;

/** Whether this is our origin, as it is or as Chromium writes it where it means an address. */
export const isOwnOrigin = (given: string | undefined): boolean => given === origin || given === startAddress;

/** Whether an address is one of ours. Compared as text, never resolved: what is not written like ours is not ours. */
export const isOwnAddress = (address: string): boolean => address.startsWith(startAddress);
