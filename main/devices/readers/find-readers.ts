/** USB HID usage page of bar code scanners (USB-IF, HID Point of Sale Usage Tables). */
const barcodeUsagePage = 0x8c;

export interface FoundReader {
  readonly name: string;
  readonly path: string;
}

/** Barcode readers that show themselves as HID POS devices; null when HID cannot be asked on this machine. */
export async function findReaders(): Promise<readonly FoundReader[] | null> {
  try {
    // Loaded only here: a machine without libudev still runs everything else.
    const { devices } = await import('node-hid');
    return devices()
      .filter(({ usagePage }) => usagePage === barcodeUsagePage)
      .map(({ manufacturer, product, serialNumber, path }) => ({
        name: [manufacturer, product, serialNumber].filter(Boolean).join(' ') || 'barcode reader',
        path: path ?? '',
      }));
  } catch {
    return null;
  }
}
