import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';
import { noDevice } from '../no-device.ts';

/** Where a printer stands, as `--printer` and the bundle name it (DESIGN section 6). */
export type PrinterSpec =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly profile: string | null }
  | { readonly kind: 'file'; readonly path: string; readonly profile: string | null }
  /** `directory`: where the virtual printer lays its papers; null keeps them in memory. */
  | { readonly kind: 'virtual'; readonly directory: string | null; readonly profile: string | null }
  /** No printer was named: it is disconnected. */
  | { readonly kind: 'none'; readonly profile: string | null };

export type PrinterSpecFault = Fault<'bad-printer' | 'unknown-profile'>;

const FORMS = 'tcp://HOST:PORT, file:/dev/usb/lp0 or virtual:[FOLDER], each with ?profile=ID if wanted';
const bad = (spec: string) =>
  fail<PrinterSpecFault>({ code: 'bad-printer', message: `no printer: ${spec.slice(0, 200)}. Write ${FORMS}.` });

/** Reads a printer's name; `bad-printer` when it has none of the three forms. */
export function parsePrinterSpec(spec: string): Result<PrinterSpec, PrinterSpecFault> {
  const [, place = '', profile = null] = /^([^?]*)(?:\?profile=([a-z0-9-]{1,40}))?$/.exec(spec) ?? [];
  const tcp = /^tcp:\/\/(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(place);
  if (tcp !== null) {
    const port = Number(tcp[3]);
    if (port < 1 || port > 65_535) return bad(spec);
    return ok({ kind: 'tcp', host: tcp[1] ?? tcp[2] ?? '', port, profile });
  }
  if (place.startsWith('file:/')) return ok({ kind: 'file', path: place.slice('file:'.length), profile });
  if (place.startsWith('virtual:')) {
    return ok({ kind: 'virtual', directory: place.slice('virtual:'.length) || null, profile });
  }
  return place === noDevice ? ok({ kind: 'none', profile }) : bad(spec);
}
