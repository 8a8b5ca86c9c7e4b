/** What an eSCL scanner says (Mopria eSCL specification 2.97), cut down to one flatbed and one one-sided feeder. */
const namespaces =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';

/** A4 in 1/300 inch, the unit of eSCL regions. */
const a4 = { width: 2480, height: 3508 };

const inputCaps = `
  <scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${a4.width}</scan:MaxWidth>
  <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${a4.height}</scan:MaxHeight>
  <scan:MaxScanRegions>1</scan:MaxScanRegions>
  <scan:SettingProfiles><scan:SettingProfile>
    <scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
    <scan:DocumentFormats>
      <pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
    </scan:DocumentFormats>
    <scan:SupportedResolutions><scan:DiscreteResolutions>
      ${[100, 200, 300]
        .map(
          (dpi) =>
            `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`,
        )
        .join('')}
    </scan:DiscreteResolutions></scan:SupportedResolutions>
  </scan:SettingProfile></scan:SettingProfiles>`;

export const capabilities = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities ${namespaces}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:MakeAndModel>Recepisse Test Scanner</pwg:MakeAndModel>
  <scan:UUID>6f6d6f2e-0000-4000-8000-7265636570a1</scan:UUID>
  <scan:Platen><scan:PlatenInputCaps>${inputCaps}</scan:PlatenInputCaps></scan:Platen>
  <scan:Adf><scan:AdfSimplexInputCaps>${inputCaps}</scan:AdfSimplexInputCaps><scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf>
</scan:ScannerCapabilities>`;

export type AdfState = 'ScannerAdfLoaded' | 'ScannerAdfEmpty' | 'ScannerAdfJam' | 'ScannerAdfHatchOpen';

export const scannerStatus = (state: 'Idle' | 'Processing', adf: AdfState): string => `<?xml version="1.0"?>
<scan:ScannerStatus ${namespaces}>
  <pwg:Version>2.63</pwg:Version><pwg:State>${state}</pwg:State><scan:AdfState>${adf}</scan:AdfState>
</scan:ScannerStatus>`;

export interface ScanSettings {
  readonly source: 'Feeder' | 'Platen';
  readonly dpi: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Reads what a POST to ScanJobs asks for; sizes are turned from 1/300 inch into pixels. */
export function readScanSettings(xml: string): ScanSettings {
  const value = (name: string, otherwise: string) =>
    new RegExp(`<(?:\\w+:)?${name}>([^<]*)</`).exec(xml)?.[1] ?? otherwise;
  const dpi = Number(value('XResolution', '300'));
  const pixels = (name: string, otherwise: number) => Math.round((Number(value(name, String(otherwise))) * dpi) / 300);
  return {
    source: value('InputSource', 'Platen') === 'Feeder' ? 'Feeder' : 'Platen',
    dpi,
    widthPx: pixels('Width', a4.width),
    heightPx: pixels('Height', a4.height),
  };
}
