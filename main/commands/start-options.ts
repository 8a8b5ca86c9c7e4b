const text = { type: 'string' } as const;

/** What every host of the kiosk takes. */
export const kioskOptions = { bundle: text, printer: text, scanner: text, a4: text } as const;
