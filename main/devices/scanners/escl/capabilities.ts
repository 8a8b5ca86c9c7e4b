import { numberOf, section, sections, textOf, texts, type Xml } from './xml.ts';

/** What an eSCL scanner can (Mopria eSCL, ScannerCapabilities). Lengths are in 1/300 inch, the unit of eSCL. */
export interface EsclCapabilities {
  readonly version: string;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly glass: InputCapabilities | null;
  readonly feeder: InputCapabilities | null;
  /** A feeder that turns its sheets. */
  readonly bothSides: InputCapabilities | null;
  /** The feeder says before a job whether paper lies in it; without this, "empty" may mean nothing. */
  readonly feederSeesPaper: boolean;
}

export interface InputCapabilities {
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
  /** Resolutions in dpi that it names, or the ends of its range. */
  readonly resolutions: readonly number[];
  readonly range: { readonly min: number; readonly max: number } | null;
  readonly colour: boolean;
  readonly jpeg: boolean;
}

/** Reads ScannerCapabilities; null when it is none. */
export function readCapabilities(xml: Xml): EsclCapabilities | null {
  const all = section(xml, 'ScannerCapabilities');
  if (all === null) return null;
  const input = (name: string): InputCapabilities | null => {
    const found = section(all, name);
    return found === null ? null : readInput(found, all);
  };
  return {
    version: textOf(all, 'Version') ?? '2.0',
    vendor: textOf(all, 'Manufacturer'),
    model: textOf(all, 'MakeAndModel'),
    serial: textOf(all, 'SerialNumber'),
    uuid: textOf(all, 'UUID'),
    glass: input('PlatenInputCaps'),
    feeder: input('AdfSimplexInputCaps'),
    bothSides: input('AdfDuplexInputCaps'),
    feederSeesPaper: texts(all, 'AdfOption').includes('DetectPaperLoaded'),
  };
}

function readInput(xml: Xml, all: Xml): InputCapabilities {
  // Some firmwares keep the profiles apart and refer to them: then what any profile can is what this source can.
  const profiles = sections(xml, 'SettingProfile').join('') || sections(all, 'SettingProfile').join('');
  const range = section(profiles, 'ResolutionRange') ?? section(profiles, 'XResolutionRange');
  const [min, max] = range === null ? [null, null] : [numberOf(range, 'Min'), numberOf(range, 'Max')];
  const formats = [...texts(profiles, 'DocumentFormat'), ...texts(profiles, 'DocumentFormatExt')];
  return {
    maxWidth: numberOf(xml, 'MaxWidth'),
    maxHeight: numberOf(xml, 'MaxHeight'),
    resolutions: sections(profiles, 'DiscreteResolution').flatMap((one) => numberOf(one, 'XResolution') ?? []),
    range: min === null || max === null ? null : { min, max },
    colour: texts(profiles, 'ColorMode').includes('RGB24'),
    jpeg: formats.length === 0 || formats.includes('image/jpeg'),
  };
}
