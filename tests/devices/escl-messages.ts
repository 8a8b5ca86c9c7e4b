/** What an eSCL scanner says (Mopria eSCL specification 2.97). */
const namespaces =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';

/** A4 in 1/300 inch, the unit of eSCL regions. */
export const a4Units = { width: 2480, height: 3508 };

export interface EsclAbilities {
  readonly glass: boolean;
  readonly feeder: boolean;
  readonly duplex: boolean;
  /** The feeder has a sensor, and says so. */
  readonly seesPaper: boolean;
  readonly resolutions: readonly number[];
  /** The largest region, in 1/300 inch. */
  readonly max: { readonly width: number; readonly height: number };
  readonly formats: readonly string[];
  readonly serial: string;
  readonly uuid: string;
  /** Where it says that its jobs are: some firmwares give a host nobody can reach. Empty: a path alone. */
  readonly callsItself: string;
}

export const defaultAbilities: EsclAbilities = {
  glass: true,
  feeder: true,
  duplex: false,
  seesPaper: true,
  resolutions: [100, 200, 300],
  max: a4Units,
  formats: ['image/jpeg'],
  serial: 'RT-000001',
  uuid: '6f6d6f2e-0000-4000-8000-7265636570a1',
  callsItself: '',
};

const inputCaps = ({ max, formats, resolutions }: EsclAbilities): string => `
  <scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${max.width}</scan:MaxWidth>
  <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${max.height}</scan:MaxHeight>
  <scan:MaxScanRegions>1</scan:MaxScanRegions>
  <scan:SettingProfiles><scan:SettingProfile>
    <scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
    <scan:DocumentFormats>${formats
      .map(
        (format) =>
          `<pwg:DocumentFormat>${format}</pwg:DocumentFormat><scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>`,
      )
      .join('')}</scan:DocumentFormats>
    <scan:SupportedResolutions><scan:DiscreteResolutions>${resolutions
      .map(
        (dpi) =>
          `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`,
      )
      .join('')}</scan:DiscreteResolutions></scan:SupportedResolutions>
  </scan:SettingProfile></scan:SettingProfiles>`;

/** The disclaimer with a tag in it is what a real firmware puts first. */
export function capabilities(can: EsclAbilities): string {
  const caps = inputCaps(can);
  const duplex = can.duplex ? `<scan:AdfDuplexInputCaps>${caps}</scan:AdfDuplexInputCaps>` : '';
  const options = [can.seesPaper ? 'DetectPaperLoaded' : '', can.duplex ? 'Duplex' : ''].filter((one) => one !== '');
  const adf = `<scan:Adf><scan:AdfSimplexInputCaps>${caps}</scan:AdfSimplexInputCaps>${duplex}
    <scan:FeederCapacity>50</scan:FeederCapacity><scan:AdfOptions>${options
      .map((option) => `<scan:AdfOption>${option}</scan:AdfOption>`)
      .join('')}</scan:AdfOptions></scan:Adf>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- THIS DATA SUBJECT TO <scan:SerialNumber>DISCLAIMER</scan:SerialNumber> -->
<scan:ScannerCapabilities ${namespaces}>
  <pwg:Version>2.63</pwg:Version>
  <pwg:MakeAndModel>Recepisse Test &amp; Scanner</pwg:MakeAndModel>
  <pwg:SerialNumber>${can.serial}</pwg:SerialNumber>
  <scan:UUID>${can.uuid}</scan:UUID>
  ${can.glass ? `<scan:Platen><scan:PlatenInputCaps>${caps}</scan:PlatenInputCaps></scan:Platen>` : ''}
  ${can.feeder ? adf : ''}
</scan:ScannerCapabilities>`;
}

export type AdfState =
  | 'ScannerAdfLoaded'
  | 'ScannerAdfEmpty'
  | 'ScannerAdfJam'
  | 'ScannerAdfMispick'
  | 'ScannerAdfHatchOpen';

export interface JobReport {
  readonly id: string;
  readonly state: 'Processing' | 'Completed' | 'Canceled' | 'Aborted';
  readonly imagesCompleted: number;
  readonly imagesToTransfer: number;
}

const reasons = {
  Processing: 'JobScanning',
  Completed: 'JobCompletedSuccessfully',
  Canceled: 'JobCanceledByUser',
  Aborted: 'AbortedBySystem',
};

export const scannerStatus = (state: 'Idle' | 'Processing', adf: AdfState | null, jobs: readonly JobReport[]): string =>
  `<?xml version="1.0"?>
<scan:ScannerStatus ${namespaces}>
  <pwg:Version>2.63</pwg:Version><pwg:State>${state}</pwg:State>${adf === null ? '' : `<scan:AdfState>${adf}</scan:AdfState>`}
  <scan:Jobs>${jobs
    .map(
      (job) => `<scan:JobInfo>
    <pwg:JobUri>/eSCL/ScanJobs/${job.id}</pwg:JobUri><pwg:JobUuid>urn:uuid:${job.id}</pwg:JobUuid><scan:Age>1</scan:Age>
    <pwg:ImagesCompleted>${job.imagesCompleted}</pwg:ImagesCompleted><pwg:ImagesToTransfer>${job.imagesToTransfer}</pwg:ImagesToTransfer>
    <pwg:JobState>${job.state}</pwg:JobState>
    <pwg:JobStateReasons><pwg:JobStateReason>${reasons[job.state]}</pwg:JobStateReason></pwg:JobStateReasons>
  </scan:JobInfo>`,
    )
    .join('')}</scan:Jobs>
</scan:ScannerStatus>`;

export interface ScanSettings {
  readonly source: 'Feeder' | 'Platen';
  readonly duplex: boolean;
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
    duplex: value('Duplex', 'false') === 'true',
    dpi,
    widthPx: pixels('Width', a4Units.width),
    heightPx: pixels('Height', a4Units.height),
  };
}
