import { a4Mm, millimetresPerInch } from '../limits.ts';
import type { AskedSize } from '../whole-page.ts';
import type { InputCapabilities } from './capabilities.ts';

/** What one job asks of the scanner; lengths in 1/300 inch. */
export interface EsclSettings {
  readonly version: string;
  readonly source: 'feeder' | 'glass';
  readonly bothSides: boolean;
  readonly dpi: number;
  readonly width: number;
  readonly height: number;
  readonly colour: boolean;
}

const unitsPerInch = 300;
const units = (mm: number): number => Math.round((mm / millimetresPerInch) * unitsPerInch);

/** The shortest paper that goes through a feeder by itself: a card laid across (ISO/IEC 7810 ID-1, 54 mm). */
const shortestSheetMm = 50;

/** A4, or as much of it as this source can; null when it can no resolution that is good enough. */
export function chooseSettings(
  input: InputCapabilities,
  asked: Pick<EsclSettings, 'version' | 'source' | 'bothSides' | 'dpi'>,
): EsclSettings | null {
  const dpi = chooseDpi(input, asked.dpi);
  if (dpi === null) return null;
  return {
    ...asked,
    dpi,
    width: Math.min(units(a4Mm.width), input.maxWidth ?? Number.POSITIVE_INFINITY),
    height: Math.min(units(a4Mm.height), input.maxHeight ?? Number.POSITIVE_INFINITY),
    colour: input.colour,
  };
}

/** The resolution asked for, else the next finer one: a coarser page is not what was asked. */
function chooseDpi({ resolutions, range }: InputCapabilities, asked: number): number | null {
  if (resolutions.includes(asked)) return asked;
  if (range !== null && asked >= range.min && asked <= range.max) return asked;
  // A scanner that names no resolution is asked, and its page is measured.
  if (resolutions.length === 0 && range === null) return asked;
  const finer = [...resolutions, ...(range === null ? [] : [range.min])].filter((dpi) => dpi > asked);
  return finer.length === 0 ? null : Math.min(...finer);
}

/** The size in pixels of the page asked for. A feeder's page ends where its sheet ends: papers of several sizes may lie in it. */
export function sizeOf({ source, dpi, width, height }: EsclSettings): AskedSize {
  const pixels = (length: number): number => Math.round((length / unitsPerInch) * dpi);
  const [widthPx, heightPx] = [pixels(width), pixels(height)];
  const minHeightPx = source === 'feeder' ? Math.min(heightPx, pixels(units(shortestSheetMm))) : heightPx;
  return { widthPx, heightPx, minHeightPx };
}

/** The ScanSettings that are posted to ScanJobs, in the order that firmwares are known to read. */
export const settingsXml = (settings: EsclSettings): string => `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
  <pwg:Version>${settings.version.replaceAll(/[^\d.]/g, '').slice(0, 8) || '2.0'}</pwg:Version>
  <pwg:ScanRegions><pwg:ScanRegion>
    <pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
    <pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>
    <pwg:Width>${settings.width}</pwg:Width><pwg:Height>${settings.height}</pwg:Height>
  </pwg:ScanRegion></pwg:ScanRegions>
  <pwg:InputSource>${settings.source === 'feeder' ? 'Feeder' : 'Platen'}</pwg:InputSource>
  <scan:ColorMode>${settings.colour ? 'RGB24' : 'Grayscale8'}</scan:ColorMode>
  <pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
  <scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
  <scan:XResolution>${settings.dpi}</scan:XResolution><scan:YResolution>${settings.dpi}</scan:YResolution>
  <scan:Duplex>${settings.bothSides}</scan:Duplex>
</scan:ScanSettings>`;
