import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoBundlePath } from '../../kiosk-config/schema/load-bundle.ts';
import { drawNumber } from '../../shared/number.ts';
import { answerOf, answers, faultOf, fingerprint, newPlace, recepisse, writeBundle } from './cli.ts';
import { blankPdf, blankTiff, bombPng, drawBlanks, drawSpecimens, protectPdf } from './pages.ts';

const place = newPlace('bad-input');
const { channels } = JSON.parse(readFileSync(demoBundlePath, 'utf8')) as { channels: object };
const withoutPost = writeBundle(place, 'without-post', { channels: { ...channels, post: { enabled: false } } });
const at = (name: string): string => join(place.root, name);
const scan = (name: string): string => fileURLToPath(new URL(`../data/scans/${name}`, import.meta.url));

const procedure = ['file', '--procedure', 'ft-reponse-avertissement'];
const warning = ['--document', `avertissement=${at('specimen-1.jpg')}`];
/** Everything a filing needs but its second document. */
const begun = [...procedure, ...warning];
const proofs = (...files: string[]): string[] => [...begun, '--document', `preuves=${files.join(',')}`];
/** A filing that would be accepted: each mishap adds one thing to it. */
const whole = proofs(at('specimen-2.jpg'));

const look = (): Record<string, string>[] => [
  fingerprint(place.data),
  fingerprint(place.counter),
  fingerprint(place.out),
];
let number = '';
const today = new Date().toISOString().slice(0, 10);
/** Well written, and nobody's. */
const unknownNumber = drawNumber((length) => new Uint8Array(length).fill(7));

beforeAll(async () => {
  await drawSpecimens(place.root, 2);
  const filed = answerOf(answers.file, await recepisse(place, ...whole, '--field', 'deposant=Odile Exemple'));
  number = filed.number;

  writeFileSync(at('empty.jpg'), '');
  writeFileSync(at('letter.txt'), 'Madame, Monsieur, voici mes preuves.\n'.repeat(40));
  writeFileSync(at('half.jpg'), readFileSync(at('specimen-2.jpg')).subarray(0, 200_000));
  spawnSync('mkfifo', [at('pipe.jpg')]);
  writeFileSync(at('bomb.png'), bombPng(35_000));
  protectPdf(scan('ocrmypdf-francais.pdf'), at('locked.pdf'), 'secret');
  protectPdf(scan('ocrmypdf-francais.pdf'), at('owned.pdf'), '');
  writeFileSync(at('501.pdf'), await blankPdf(501));
  symlinkSync(place.data, at('link-to-data'));

  const bundle = readFileSync(writeBundle(place, 'extra.json', { colour: 'red' }));
  writeFileSync(at('bundles/half.json'), bundle.subarray(0, 5_000));
  copyFileSync(at('specimen-1.jpg'), at('bundles/image.json'));
  writeFileSync(at('key.pem'), '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n');
  writeFileSync(at('receipt.txt'), filed.qr);
}, 120_000);
afterAll(() => place.remove());

type Mishap = readonly [mishap: string, code: string, says: RegExp, args: readonly string[]];

async function refused(code: string, says: RegExp, args: readonly string[]): Promise<void> {
  const before = look();
  const fault = faultOf(await recepisse(place, ...args));
  expect(fault).toEqual({ code, message: expect.stringMatching(says) as string });
  // The strongest "nothing recorded" there is: not one byte of store, vault, keys or packets is another.
  expect(look()).toEqual(before);
}

const words: readonly Mishap[] = [
  ['no command', 'bad-usage', /recepisse <command>/, []],
  ['an unknown command', 'bad-usage', /commands: start, file/, ['print']],
  ['a command named like a part of JavaScript', 'bad-usage', /recepisse <command>/, ['constructor']],
  ['an unknown option', 'bad-usage', /--colour/, [...whole, '--colour', 'red']],
  ['an option without its value', 'bad-usage', /--procedure/, ['file', '--procedure']],
  ['one argument too many', 'bad-usage', /Too many arguments/, [...whole, 'autre']],
  ['no procedure', 'bad-usage', /Give --procedure/, ['file', ...warning]],
  ['a document without a file', 'bad-usage', /CODE=FILE/, [...begun, '--document', 'preuves=']],
  ['a list of files with a hole', 'bad-usage', /CODE=FILE/, proofs(at('specimen-2.jpg'), '')],
  ['a scan of no pages', 'bad-usage', /CODE=scan/, [...begun, '--document', 'preuves=scan:0']],
  ['a field without a value', 'bad-usage', /KEY=VALUE/, [...whole, '--field', 'deposant']],
  ['a field twice', 'bad-usage', /twice/, [...whole, '--field', 'deposant=A', '--field', 'deposant=B']],
];

const requests: readonly Mishap[] = [
  ['an unknown procedure', 'unknown-procedure', /Check its id/, ['file', '--procedure', 'ft-reponse', ...warning]],
  ['an unknown channel', 'unknown-channel', /Channels: counter/, [...whole, '--channel', 'pigeon']],
  [
    'a channel the entry does not allow',
    'channel-not-allowed',
    /Allowed: counter, post/,
    [...whole, '--channel', 'email'],
  ],
  [
    'any channel, where the entry allows none',
    'channel-not-allowed',
    /must come in person/,
    ['file', '--procedure', 'ccas-domiciliation', '--document', `lien_commune=${at('specimen-1.jpg')}`],
  ],
  [
    'a channel that is not in service',
    'channel-not-enabled',
    /not in service/,
    [...whole, '--channel', 'post', '--bundle', withoutPost],
  ],
  [
    'one good channel and a bad one',
    'channel-not-allowed',
    /Allowed/,
    [...whole, '--channel', 'counter', '--channel', 'https'],
  ],
  ['no document at all', 'missing-document', /avertissement .*preuves/, procedure],
  ['a missing document', 'missing-document', /not complete without: preuves/, begun],
  [
    'an unknown document',
    'unknown-document',
    /asks for: avertissement, preuves/,
    [...whole, '--document', `photo=${at('specimen-1.jpg')}`],
  ],
  [
    'a document named like a part of JavaScript',
    'unknown-document',
    /asks for/,
    [...whole, '--document', `__proto__=${at('specimen-1.jpg')}`],
  ],
  ['a document twice', 'document-given-twice', /one --document/, [...whole, ...warning]],
  ['an unknown field', 'unknown-field', /Fields: deposant/, [...whole, '--field', 'couleur=bleu']],
  [
    'a field named like a part of JavaScript',
    'unknown-field',
    /Fields: deposant/,
    [...whole, '--field', '__proto__=x'],
  ],
  ['a field of another channel', 'unknown-field', /Fields: deposant/, [...whole, '--field', 'destinataire=CAF']],
  ['a date that is no date', 'bad-field', /2026-11-23/, [...whole, '--field', 'reception_avertissement=hier']],
  ['a day that does not exist', 'bad-field', /2026-11-23/, [...whole, '--field', 'reception_avertissement=2026-02-30']],
  ['a date of another world', 'bad-field', /2026-11-23/, [...whole, '--field', 'reception_avertissement=23/11/2026']],
  ['a name as long as a page', 'bad-field', /500/, [...whole, '--field', `deposant=${'A'.repeat(501)}`]],
  ['an unknown language', 'unknown-language', /fr, en/, [...whole, '--language', 'tlh']],
  ['an unknown helper', 'unknown-helper', /Z9/, [...whole, '--helper', 'Z9']],
];

const files: readonly Mishap[] = [
  ['a file that is not there', 'not-found', /Check its name/, proofs(at('nowhere.jpg'))],
  ['a folder', 'not-found', /not a regular file/, proofs(place.out)],
  ['a pipe nobody writes to', 'not-found', /not a regular file/, proofs(at('pipe.jpg'))],
  ['a file of 0 bytes', 'empty-file', /again/, proofs(at('empty.jpg'))],
  ['a text file', 'unknown-format', /JPEG, PNG, TIFF or PDF/, proofs(at('letter.txt'))],
  ['half of a JPEG', 'truncated', /Copy it again/, proofs(at('half.jpg'))],
  ['a JPEG cut at 60 %', 'truncated', /Copy it again/, proofs(scan('derived-truncated.jpg'))],
  ['a TIFF cut in the middle', 'truncated', /Copy it again/, proofs(scan('derived-truncated.tif'))],
  ['a PDF cut at 70 %', 'truncated', /Copy it again/, proofs(scan('derived-truncated.pdf'))],
  ['a PDF of a header alone', 'damaged', /Scan the sheet again/, proofs(scan('ocrmypdf-invalid.pdf'))],
  ['a PNG of 1,225 million pixels', 'too-large', /300 dpi/, proofs(at('bomb.png'))],
  ['a PDF with an image of 1,225 million pixels', 'too-large', /300 dpi/, proofs(scan('ocrmypdf-hugemono.pdf'))],
  ['a PDF with a password', 'encrypted', /without password/, proofs(at('locked.pdf'))],
  ['a PDF that opens but is protected', 'encrypted', /without password/, proofs(at('owned.pdf'))],
  [
    'a bad file after good pages',
    'truncated',
    /again/,
    proofs(at('specimen-2.jpg'), at('specimen-1.jpg'), at('half.jpg')),
  ],
];

const devices: readonly Mishap[] = [
  ['a printer that is no printer', 'bad-printer', /tcp:\/\/HOST:PORT/, [...whole, '--printer', 'lp0']],
  [
    'a printer on a port that cannot be',
    'bad-printer',
    /tcp:\/\/HOST:PORT/,
    [...whole, '--printer', 'tcp://127.0.0.1:70000'],
  ],
  [
    'a printer of an unknown profile',
    'unknown-profile',
    /generic-80/,
    [...whole, '--printer', 'tcp://127.0.0.1:9100?profile=nope'],
  ],
  [
    'a scanner that is no scanner',
    'unknown-scanner',
    /escl:URL/,
    [...begun, '--document', 'preuves=scan', '--scanner', 'the scanner'],
  ],
  [
    'an eSCL scanner without an address',
    'unknown-scanner',
    /escl:URL/,
    [...begun, '--document', 'preuves=scan', '--scanner', 'escl:there'],
  ],
  ['copies inside the data folder', 'out-inside-data', /outside/, [...whole, '--out', join(place.data, 'copies')]],
  [
    'copies inside the data folder by a link',
    'out-inside-data',
    /outside/,
    [...whole, '--out', at('link-to-data/copies')],
  ],
  ['copies below a file', 'out-not-writable', /cannot be made/, [...whole, '--out', at('letter.txt/copies')]],
];

const bundles: readonly Mishap[] = [
  ['a configuration that is not there', 'bundle-unreadable', /cannot be read/, [...whole, '--bundle', at('none.json')]],
  ['half a configuration', 'bundle-not-json', /not JSON/, [...whole, '--bundle', at('bundles/half.json')]],
  ['a configuration with an unknown key', 'bundle-invalid', /colour/, [...whole, '--bundle', at('bundles/extra.json')]],
  ['an image as configuration', 'bundle-not-json', /UTF-8/, ['ledger', '--bundle', at('bundles/image.json')]],
];

const others: readonly Mishap[] = [
  ['status without a number', 'bad-number', /XXXX-XXXX-X/, ['status']],
  ['status of no number', 'bad-number', /XXXX-XXXX-X/, ['status', 'dossier']],
  ['status of an unknown filing', 'no-such-filing', /No filing/, ['status', unknownNumber]],
  ['confirm of no number', 'bad-number', /XXXX-XXXX-X/, ['confirm', '66', '--channel', 'counter', '--reference', 'A1']],
  ['withdraw of an unknown filing', 'no-such-filing', /No filing/, ['withdraw', unknownNumber]],
  [
    'a key file that is not there',
    'no-trusted-key',
    /receipt\.pub/,
    ['verify', at('receipt.txt'), '--public-key', at('none.pub')],
  ],
  [
    'a key file without a key',
    'no-trusted-key',
    /no Ed25519/,
    ['verify', at('receipt.txt'), '--public-key', at('key.pem')],
  ],
  ['verify of nothing', 'bad-usage', /Give the receipt/, ['verify']],
  ['a page that is a text', 'unknown-format', /JPEG/, ['page', at('letter.txt')]],
];

describe.each([
  ['the command line', words],
  ['what is asked for', requests],
  ['the files', files],
  ['devices and folders', devices],
  ['the configuration', bundles],
  ['the other commands', others],
])('%s: refused with exit 2 and one cure, and nothing recorded', (_, mishaps) => {
  it.each(mishaps)('%s', (_mishap, code, says, args) => refused(code, says, args));
});

describe('a number copied wrong, and an observation that cannot be', () => {
  it('one character of the number is wrong', async () => {
    const wrong = `${number.startsWith('0') ? '1' : '0'}${number.slice(1)}`;
    await refused('bad-number', /copy it again/, ['status', wrong]);
    await refused('bad-number', /copy it again/, ['confirm', wrong, '--channel', 'counter', '--reference', 'A1']);
  });

  it.each<Mishap>([
    ['confirm without a channel', 'bad-usage', /--channel/, ['confirm', '--reference', 'A1']],
    ['confirm without a reference', 'bad-usage', /--reference/, ['confirm', '--channel', 'counter']],
    [
      'confirm by a channel the filing has not',
      'no-such-delivery',
      /no delivery/,
      ['confirm', '--channel', 'post', '--reference', 'RA473124829FR'],
    ],
    [
      'confirm and deny at once',
      'bad-usage',
      /either/,
      ['confirm', '--channel', 'counter', '--reference', 'A1', '--not-received'],
    ],
    ['acknowledge without a date', 'bad-usage', /2026-11-30/, ['acknowledge', '--number', 'FT-1']],
    [
      'acknowledge before it was filed',
      'wrong-date',
      /before/,
      ['acknowledge', '--number', 'FT-1', '--date', '2026-01-01'],
    ],
    [
      'acknowledge in another century',
      'wrong-date',
      /future/,
      ['acknowledge', '--number', 'FT-1', '--date', '2126-11-30'],
    ],
    ['acknowledge on no day', 'bad-usage', /2026-11-30/, ['acknowledge', '--number', 'FT-1', '--date', '2026-13-01']],
    [
      'acknowledge page 3 of 2',
      'wrong-pages',
      /not pages of this filing/,
      ['acknowledge', '--number', 'FT-1', '--date', today, '--pages-held', '1-3'],
    ],
    ['forget what still waits', 'delivery-waiting', /confirm it/, ['forget']],
  ])('%s', (_mishap, code, says, [command = '', ...rest]) => refused(code, says, [command, number, ...rest]));

  it('verify trusts no key that lies beside the receipt: without --public-key and --data there is none', async () => {
    const run = await recepisse({ ...place, data: at('nowhere') }, 'verify', at('receipt.txt'));
    expect(faultOf(run)).toEqual({ code: 'no-trusted-key', message: expect.stringMatching(/key/) as string });
  });
});

describe('too many pages', () => {
  it('501 in one PDF', () => refused('too-many-pages', /Split/, proofs(at('501.pdf'))));

  it('501 images in one document', async () => {
    mkdirSync(at('blanks'));
    await refused('too-many-pages', /at most 500 pages/, proofs(...(await drawBlanks(at('blanks'), 501))));
  });

  it('1,001 in one filing, none of its documents too long', async () => {
    const documents = ['identite', 'nir', 'rib', 'ressources_3_mois'];
    const counts = [251, 250, 250, 250];
    for (const [i, code] of documents.entries()) writeFileSync(at(`${code}.tif`), await blankTiff(counts[i] ?? 0));
    const given = documents.flatMap((code) => ['--document', `${code}=${at(`${code}.tif`)}`]);
    await refused('too-many-pages', /at most 1000 pages/, ['file', '--procedure', 'caf-rsa-demande', ...given]);
  });
});

it('after all of that the kiosk still files', async () => {
  const ledger = answerOf(answers.ledger, await recepisse(place, 'ledger', '--check'));
  const outbox = answerOf(answers.outbox, await recepisse(place, 'outbox'));
  expect({ consistent: ledger.consistent, waiting: outbox.waiting }).toEqual({ consistent: true, waiting: 1 });
  expect(answerOf(answers.file, await recepisse(place, ...whole)).ledgerIndex).toBe(ledger.size);
});
