import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { parseDay } from '../../shared/deadlines/plain-date.ts';
import { type ChannelId, channelIds } from '../../shared/filing.ts';
import { readPageRanges } from '../../shared/page-ranges.ts';
import { readRegisteredNumber } from '../../shared/post/registered-number.ts';
import { encodeQrText } from '../../shared/receipt/qr-text.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { readClockState } from '../clock-state.ts';
import { DEFAULT_PROFILE } from '../devices/printers/open-printer.ts';
import { parsePrinterSpec } from '../devices/printers/spec.ts';
import type { Core } from '../filings/core.ts';
import type { Observation } from '../filings/legality.ts';
import { outlookOf, outlookParts } from '../filings/outlook.ts';
import { observeWithReceipt, openFiling } from '../visits/next-receipt.ts';
import { plainLine } from '../visits/observation-schema.ts';
import { storedPages } from '../visits/stored-pages.ts';
import { thumbnailsOf } from '../visits/thumbnails.ts';
import { type OptionSpec, type Outcome, type Parsed, parseCommandLine } from './command.ts';
import { type Copied, noCopies, openOutFolder, writeClaim, writeCopies } from './copies.ts';

import { describeStatus, readNumber } from './status.ts';
import { withKiosk } from './with-kiosk.ts';

type Read = (parsed: Parsed) => Result<Observation, Fault>;

/** Each of these is a person's observation: a ledger fact and a new receipt that cites the one before; `--out DIR` writes copies of that receipt. */
function observation(options: OptionSpec, read: Read): (args: readonly string[]) => Promise<Outcome> {
  return async (args) => {
    const parsed = parseCommandLine(args, { ...options, out: { type: 'string' }, bundle: { type: 'string' } }, 1);
    if (!parsed.ok) return parsed;
    const number = readNumber(parsed.value.positionals[0]);
    if (!number.ok) return number;
    const observed = read(parsed.value);
    if (!observed.ok) return observed;
    return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, async (kiosk) => {
      const { core, bundle } = kiosk;
      const taken = nameAgent(observed.value, bundle);
      if (!taken.ok) return taken;
      const seen = taken.value;
      const out = await openOutFolder(parsed.value.text('out'), core.folder);
      if (!out.ok) return out;
      // Before it is recorded: to forget a filing destroys its pages and its name, and its last receipt is made from them.
      const before = out.value === null ? ok(null) : await recordAndPages(core, number.value);
      if (!before.ok) return before;
      const result = observeWithReceipt(core, number.value, seen, readClockState());
      if (!result.ok) return result;
      const { filing, receipt } = result.value;
      const profile = paperProfile(bundle);
      const copied = before.value && { ...before.value, receipt, files: [] };
      const paths =
        profile && copied ? await writeCopies(out.value, kiosk, copied, profile).catch(() => noCopies) : noCopies;
      // The letter answers what the agency said just now, nothing else.
      const claim =
        copied && seen.kind === 'acknowledged'
          ? await writeClaim(out.value, kiosk, { ...copied, filing }).catch(() => null)
          : null;
      const status = describeStatus(filing, outlookOf(outlookParts(kiosk.core, kiosk.bundle), filing.number));
      return ok({ ...status, json: { ...status.json, qr: encodeQrText(receipt.cose), paths: { ...paths, claim } } });
    });
  };
}

/** At the counter it is *sent* only when an agent of this desk took it over: the reference is that agent's number. */
function nameAgent(seen: Observation, { desk }: Bundle): Result<Observation, Fault> {
  if (seen.kind !== 'sent' || seen.channel !== 'counter') return ok(seen);
  const agents = desk.helpers.filter(({ role }) => role === 'agent').map(({ number }) => number);
  if (agents.includes(seen.reference)) return ok({ ...seen, agent: seen.reference });
  const known =
    agents.length > 0 ? `Agents: ${agents.join(', ')}.` : 'The configuration has no agent: add one to desk.helpers.';
  return fail({ code: 'not-an-agent', message: `--reference is the number of the agent who took it over. ${known}` });
}

/** null of a filing that cannot be opened: the observation itself is then refused, with the reason. */
async function recordAndPages(
  core: Core,
  number: string,
): Promise<Result<Pick<Copied, 'record' | 'thumbnails'> | null, Fault>> {
  const opened = openFiling(core, number);
  if (!opened.ok) return ok(null);
  const thumbnails = await thumbnailsOf(storedPages(core, opened.value));
  // What is observed is recorded all the same; its copies have no pictures.
  if (!thumbnails.ok && thumbnails.fault.code !== 'pages-ended') return thumbnails;
  return ok({ record: opened.value.record, thumbnails: thumbnails.ok ? thumbnails.value : [] });
}

/** The paper of the desk's own printer, else of the usual one. */
function paperProfile({ devices, printers }: Bundle): PrinterProfile | null {
  const spec = parsePrinterSpec(devices.printer ?? 'virtual:');
  const wanted = (spec.ok && spec.value.profile) || DEFAULT_PROFILE;
  return printers.find(({ id }) => id === wanted) ?? null;
}

const usage = (message: string): { ok: false; fault: Fault } => fail({ code: 'bad-usage', message });

function readChannel(parsed: Parsed): ChannelId | null {
  return channelIds.find((id) => id === parsed.text('channel')) ?? null;
}

/** `confirm NUMBER --channel ID --reference R | --not-received` */
export const confirmCommand = observation(
  { channel: { type: 'string' }, reference: { type: 'string' }, 'not-received': { type: 'boolean' } },
  (parsed) => {
    const channel = readChannel(parsed);
    if (!channel) return usage(`Give --channel: ${channelIds.join(', ')}.`);
    const isGiven = parsed.text('reference') !== null;
    const reference = readText(parsed, 'reference');
    if (parsed.flag('not-received') === isGiven || (isGiven && reference === null))
      return usage('Give either --reference, 1 to 80 characters that can be seen, or --not-received.');
    if (reference === null) return ok({ kind: 'not-received', channel, agent: null });
    if (channel === 'post') {
      // Only a registered letter leaves a trace that anybody can follow: its number is the proof.
      const registered = readRegisteredNumber(reference);
      return registered.ok ? ok({ kind: 'sent', channel, reference: registered.value.plain, agent: null }) : registered;
    }
    return ok({ kind: 'sent', channel, reference, agent: null });
  },
);

/** `acknowledge NUMBER --number N --date D [--pages N] [--pages-held LIST]` */
export const acknowledgeCommand = observation(
  { number: { type: 'string' }, date: { type: 'string' }, pages: { type: 'string' }, 'pages-held': { type: 'string' } },
  (parsed) => {
    const number = readText(parsed, 'number');
    if (number === null) return usage('Give --number: the agency’s own number, 1 to 80 characters.');
    const date = parsed.text('date') ?? '';
    if (parseDay(date) === null) return usage('Give --date as 2026-11-30: the day the agency wrote.');
    const pages = parsed.text('pages');
    if (pages !== null && !/^\d{1,5}$/.test(pages)) return usage('--pages is the number of pages the agency counted.');
    const held = parsed.text('pages-held');
    const pagesHeld = held === null ? null : readPageRanges(held);
    if (held !== null && !pagesHeld) return usage('--pages-held is a list such as 1-7,12.');
    return ok({ kind: 'acknowledged', number, date, pages: pages === null ? null : Number(pages), pagesHeld });
  },
);

/** `withdraw NUMBER` */
export const withdrawCommand = observation({}, () => ok({ kind: 'withdrawn' }));
/** `forget NUMBER`: the filing's key is destroyed, and with it every page, name and receipt. */
export const forgetCommand = observation({}, () => ok({ kind: 'forgotten' }));

/** One line that reads as it is, as the staff's room takes it too. */
function readText(parsed: Parsed, name: string): string | null {
  const line = plainLine.safeParse(parsed.text(name)?.normalize('NFC').trim());
  return line.success ? line.data : null;
}
