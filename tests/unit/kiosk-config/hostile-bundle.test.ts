import { describe, expect, test } from 'vitest';
import { readBundle } from '../../../kiosk-config/schema/bundle.ts';
import { demoWith } from './demo-bundle.ts';

const caf = ['catalogue', 'procedures', 5] as const;
const cni = ['catalogue', 'procedures', 24] as const;
const anef = ['catalogue', 'procedures', 28] as const;
const profile = {
  name: 'X',
  dotsPerLine: 576,
  dotsPerInch: 203,
  columns: 48,
  windows1252: 16,
  fence: 'gs-r',
  cutter: true,
  nearEndSensor: false,
  speedMmPerS: 100,
};

type Case = readonly [
  mishap: string,
  path: readonly (string | number)[],
  value: unknown,
  field: string,
  advice: RegExp,
];

const cases: readonly Case[] = [
  ['an unknown key', ['command'], 'rm -rf /', 'bundle', /"command".*take it away/],
  ['an unknown key inside', ['desk', 'logo'], 'marianne.png', 'desk', /"logo".*take it away/],
  ['a prototype for a key', ['desk', '__proto__'], {}, 'desk', /"__proto__".*take it away/],
  ['a missing part', ['kiosk'], undefined, 'kiosk', /is missing; write an object/],
  ['a wrong type', ['version'], '3', 'version', /is "3"; write a number/],
  ['a version that is not whole', ['version'], 1.5, 'version', /whole number/],
  ['another format', ['v'], 2, 'v', /is 2; write 1/],
  ['a true that is text', ['demo'], 'yes', 'demo', /write true or false/],
  [
    'a bad time zone',
    ['desk', 'timeZone'],
    'Europe/Pari',
    'desk.timeZone',
    /"Europe\/Pari" is no time zone; write an IANA name/,
  ],
  [
    'a time zone of elsewhere',
    ['desk', 'timeZone'],
    'Indian/Reunion',
    'desk.timeZone',
    /not the time of department 59; write Europe\/Paris/,
  ],
  ['an offset for a zone', ['desk', 'timeZone'], '+02:00', 'desk.timeZone', /IANA/],
  [
    'an unknown department',
    ['desk', 'department'],
    '20',
    'desk.department',
    /no French department; write its INSEE code/,
  ],
  ['a printer command in a name', ['desk', 'name'], 'Accueil\u001bi', 'desk.name', /control or invisible character/],
  [
    'a right-to-left trick in a name',
    ['desk', 'name'],
    'Accueil\u202Egpj',
    'desk.name',
    /control or invisible character/,
  ],
  ['a phone that is a sentence', ['desk', 'phone'], 'appelez-nous', 'desk.phone', /write a French number/],
  ['an hour that is none', ['desk', 'hours', 0, 'opens'], '9h', 'desk.hours[0].opens', /write an hour, such as 09:00/],
  [
    'a desk that closes before it opens',
    ['desk', 'hours', 0, 'closes'],
    '08:00',
    'desk.hours[0].closes',
    /not later than opens/,
  ],
  ['two helpers with one number', ['desk', 'helpers', 1, 'number'], 'A1', 'desk.helpers[1]', /used twice/],
  [
    'a volunteer called agent by another word',
    ['desk', 'helpers', 0, 'role'],
    'admin',
    'desk.helpers[0].role',
    /write "agent" or "volunteer"/,
  ],
  ['a PIN in plain', ['desk', 'helpers', 0, 'pin'], '270911', 'desk.helpers[0].pin', /kiosk-config pin printed/],
  [
    'a PIN for a volunteer',
    ['desk', 'helpers', 0, 'role'],
    'volunteer',
    'desk.helpers[0].pin',
    /a volunteer confirms nothing/,
  ],
  ['a path for an id', ['kiosk', 'id'], '../../etc', 'kiosk.id', /small letters, digits and single hyphens/],
  ['a language without words', ['languages'], ['fr', 'tlh'], 'languages[1]', /write "fr" or "en"/],
  ['no French', ['languages'], ['en'], 'languages', /does not hold fr/],
  ['no printer profile at all', ['printers'], [], 'printers', /at least 1/],
  [
    'the default profile gone',
    ['printers'],
    [{ ...profile, id: 'other' }],
    'printers',
    /no printer profile generic-80/,
  ],
  ['a profile wider than any paper', ['printers', 0, 'dotsPerLine'], 4096, 'printers[0].dotsPerLine', /at most 1024/],
  ['a profile of half bytes', ['printers', 0, 'dotsPerLine'], 575, 'printers[0].dotsPerLine', /multiple of 8/],
  [
    'a printer with a profile nobody wrote',
    ['devices', 'printer'],
    'tcp://10.0.0.9:9100?profile=ghost',
    'devices.printer',
    /no printer profile ghost/,
  ],
  ['a command for a printer', ['devices', 'printer'], '|lpr', 'devices.printer', /write tcp:\/\/HOST:PORT/],
  [
    'a printer that is a file of ours',
    ['devices', 'printer'],
    'file:/etc/passwd',
    'devices.printer',
    /write tcp:\/\/HOST:PORT/,
  ],
  ['a printer that climbs', ['devices', 'printer'], 'file:/dev/../etc/passwd', 'devices.printer', /write|climbs/],
  ['an option for a scanner', ['devices', 'scanner'], '--help', 'devices.scanner', /write escl:URL/],
  ['a scanner with a newline', ['devices', 'scanner'], 'test:0\n--foo', 'devices.scanner', /write escl:URL/],
  ['an A4 queue that is an option', ['devices', 'a4'], '-o raw', 'devices.a4', /ipp/],
  [
    'a counter inside the data',
    ['channels', 'counter', 'folder'],
    '{data}/guichet',
    'channels.counter.folder',
    /outside the data folder/,
  ],
  [
    'a counter that is the data',
    ['channels', 'counter', 'folder'],
    '{data}',
    'channels.counter.folder',
    /outside the data folder/,
  ],
  [
    'a counter that climbs back',
    ['channels', 'counter', 'folder'],
    '{data}-x/../data',
    'channels.counter.folder',
    /outside the data folder/,
  ],
  [
    'a counter somewhere under the start folder',
    ['channels', 'counter', 'folder'],
    'guichet',
    'channels.counter.folder',
    /absolute path/,
  ],
  [
    'a share on the network',
    ['channels', 'counter', 'storage'],
    'smb',
    'channels.counter.storage',
    /write "local-disk"/,
  ],
  [
    'a secret key for a recipient',
    ['channels', 'counter', 'recipient'],
    'AGE-SECRET-KEY-1QQQ',
    'channels.counter.recipient',
    /age public key/,
  ],
  [
    'a mistyped recipient',
    ['channels', 'counter', 'recipient'],
    `age1${'q'.repeat(58)}`,
    'channels.counter.recipient',
    /age public key/,
  ],
  [
    'a channel that is not built',
    ['channels', 'email', 'enabled'],
    true,
    'channels.email.enabled',
    /not available yet/,
  ],
  ['a channel that does not exist', ['channels', 'fax'], { enabled: false }, 'channels', /"fax".*take it away/],
  ['501 pages a document', ['limits', 'documentPages'], 501, 'limits.documentPages', /at most 500/],
  [
    'fewer pages a filing than a document',
    ['limits', 'filingPages'],
    100,
    'limits.filingPages',
    /less than documentPages/,
  ],
  ['a gigapixel', ['limits', 'imagePixels'], 1e9, 'limits.imagePixels', /at most 100000000/],
  ['a file of a gigabyte', ['limits', 'inputFileBytes'], 1e9, 'limits.inputFileBytes', /at most 120000000/],
  [
    'a deadline that never comes',
    ['limits', 'deadlines', 'printIdleMs'],
    3_600_000,
    'limits.deadlines.printIdleMs',
    /at most 30000/,
  ],
  ['a deadline in the past', ['limits', 'deadlines', 'imageMs'], -1, 'limits.deadlines.imageMs', /at least 2000/],
  ['no number at all', ['limits', 'pdfPages'], Number.NaN, 'limits.pdfPages', /write a number/],
  ['pages kept for ever', ['retention', 'originalsMaxDays'], 36_500, 'retention.originalsMaxDays', /at most 90/],
  [
    'a local day that no month has',
    ['holidays', 'localDays'],
    [{ month: 2, day: 30, name: 'Saint-Glinglin' }],
    'holidays.localDays[0].day',
    /no day of this month/,
  ],
  [
    'an agency that the catalogue names and nobody wrote',
    ['agencies', 'CAF'],
    undefined,
    'catalogue.procedures[0].organisme.code',
    /agencies has no entry CAF/,
  ],
  ['an agency under a code that is none', ['agencies', 'c-a-f'], {}, 'agencies.c-a-f', /code of the catalogue/],
  [
    'a catalogue checked in no month',
    ['catalogue', 'checkedOn'],
    '2026-13-01',
    'catalogue.checkedOn',
    /year-month-day/,
  ],
  [
    'a channel that a procedure cannot have',
    [...cni, 'depot'],
    ['counter'],
    'catalogue.procedures[24].depot[0]',
    /must come in person/,
  ],
  [
    'a post where only the online service counts',
    [...anef, 'depot'],
    ['counter', 'post'],
    'catalogue.procedures[28].depot[1]',
    /only its online service counts/,
  ],
  [
    'a post where no postal way is known',
    ['catalogue', 'procedures', 2, 'depot'],
    ['counter', 'post'],
    'catalogue.procedures[2].depot[1]',
    /no postal way is known/,
  ],
  [
    'a portal where nobody knows one',
    ['catalogue', 'procedures', 32, 'depot'],
    ['portal'],
    'catalogue.procedures[32].depot[0]',
    /no online service is known/,
  ],
  [
    'the same channel twice',
    [...caf, 'depot'],
    ['counter', 'counter'],
    'catalogue.procedures[5].depot[1]',
    /used twice/,
  ],
  [
    'a field for a channel that is closed',
    [...caf, 'depot'],
    ['counter'],
    'catalogue.procedures[5].champs[0].canaux',
    /names post/,
  ],
  [
    'a rule without its start date',
    [...caf, 'champs'],
    [],
    'catalogue.procedures[5].delais[0].declencheur',
    /needs a field notification_decision/,
  ],
  [
    'a rule sourced from nowhere',
    [...caf, 'delais', 0, 'source'],
    { url: 'https://example.org/', nature: 'texte', consulteLe: '2026-11-23' },
    'catalogue.procedures[5].delais[0].source',
    /not among the sources/,
  ],
  [
    'a doubt that nobody listed',
    [...caf, 'delais', 0, 'doute'],
    ['autre chose'],
    'catalogue.procedures[5].delais[0].doute',
    /not a line of aVerifier/,
  ],
  [
    'a term with nothing to count',
    [...caf, 'delais', 0, 'duree'],
    null,
    'catalogue.procedures[5].delais[0].duree',
    /must be a number/,
  ],
  [
    'a unit from another country',
    [...caf, 'delais', 0, 'unite'],
    'fortnight',
    'catalogue.procedures[5].delais[0].unite',
    /is "fortnight"; write "jours_calendaires" or/,
  ],
  ['an id used twice', [...caf, 'id'], 'caf-rsa-demande', 'catalogue.procedures[5]', /used twice/],
  ['a straight apostrophe on paper', [...caf, 'titre'], "l'avis", 'catalogue.procedures[5].titre', /French typography/],
  ['a text without end', [...caf, 'titre'], 'a'.repeat(10_000), 'catalogue.procedures[5].titre', /at most 600/],
];

describe('a hostile or mistaken bundle is refused, by the name of its field and with what to write', () => {
  test.each(cases)('%s', (_mishap, path, value, field, advice) => {
    const read = readBundle(demoWith([path, value]));
    if (read.ok) throw new Error('accepted');
    expect(read.fault.code).toBe('bundle-invalid');
    const about = read.fault.problems.filter((problem) => problem.path === field);
    expect(read.fault.problems.map((problem) => problem.path)).toContain(field);
    expect(about.map((problem) => problem.message).join(' | ')).toMatch(advice);
  });

  test.each([null, 7, 'bundle', [], undefined].map((json) => [json]))('not even an object: %j', (json) => {
    expect(readBundle(json)).toMatchObject({ ok: false, fault: { problems: [{ path: 'bundle' }] } });
  });
});

test('a hostile value cannot write to the terminal of who reads the error, nor fill it', () => {
  const read = readBundle(demoWith([['kiosk', 'id'], `\u001b[2J\u009b2J\u202E${'x'.repeat(5_000)}`]));
  if (read.ok) throw new Error('accepted');
  expect(read.fault.message).not.toMatch(/\p{Cc}|\p{Cf}/u);
  expect(read.fault.message.length).toBeLessThan(400);
});

test('many mistakes give three sentences and how many more', () => {
  const read = readBundle({});
  if (read.ok) throw new Error('accepted');
  expect(read.fault.problems.length).toBeGreaterThan(10);
  expect(read.fault.message).toMatch(/^v: is missing; .*\. And \d+ more\.$/);
});
