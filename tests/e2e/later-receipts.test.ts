import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../main/node-crypto.ts';
import { toHex } from '../../shared/bytes.ts';
import { decodeContent, type ReceiptContent } from '../../shared/receipt/content.ts';
import { decodeSign1 } from '../../shared/receipt/cose.ts';
import { decodeReceiptJson } from '../../shared/receipt/receipt-json.ts';
import { parseTrust } from '../../shared/receipt/trust.ts';
import { verifyPdf, verifyQrText } from '../../shared/receipt/verify.ts';
import { answerOf, answers, faultOf, fingerprint, newPlace, pathsOf, recepisse, verifyByKey } from './cli.ts';
import { drawSpecimens } from './pages.ts';

const place = newPlace('later');
type Filed = ReturnType<typeof answers.file.parse>;
let documents: string[] = [];
/** A day on which the agency may have written: today, in UTC. */
const day = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  const [letter, ...proofs] = await drawSpecimens(place.root, 3);
  documents = ['--document', `avertissement=${letter}`, '--document', `preuves=${proofs.join(',')}`];
}, 60_000);
afterAll(() => place.remove());

async function file(): Promise<Filed> {
  const fields = ['--field', 'deposant=Odile Exemple', '--field', 'reception_avertissement=2026-11-20'];
  const run = await recepisse(
    place,
    'file',
    '--procedure',
    'ft-reponse-avertissement',
    ...documents,
    ...fields,
    '--out',
    place.out,
  );
  return answerOf(answers.file, run);
}

const ledger = async (): Promise<{ size: number; consistent: boolean }> =>
  answerOf(answers.ledger, await recepisse(place, 'ledger', '--check'));
const waiting = async (): Promise<string[]> =>
  answerOf(answers.outbox, await recepisse(place, 'outbox')).items.map(({ number, state }) => `${number} ${state}`);

interface Opened {
  readonly cose: Uint8Array;
  readonly content: ReceiptContent;
  /** Everything the A4 says. */
  readonly words: string;
}

/** The receipt of this rank, in all its forms, verified with the public key alone. */
async function open(number: string, sequence: number, qr: string): Promise<Opened> {
  const name = sequence === 1 ? number : `${number}-${sequence}`;
  const path = (ending: string): string => join(place.out, `${name}.${ending}`);
  const verified = answerOf(answers.verify, await verifyByKey(place, path('json')));
  expect(verified).toMatchObject({ valid: true, number, pages: 3 });
  const trust = parseTrust(readFileSync(join(place.data, 'keys/receipt.pub'), 'utf8'));
  if (!trust) throw new Error('no key');
  expect(verifyPdf(readFileSync(path('pdf')), trust, nodeCrypto).problems).toEqual([]);
  expect(verifyQrText(qr, trust, nodeCrypto).problems).toEqual([]);
  expect(readFileSync(path('png')).subarray(1, 4).toString()).toBe('PNG');
  expect(readFileSync(path('escpos')).length).toBeGreaterThan(1_000);
  const receipt = decodeReceiptJson(readFileSync(path('json')));
  if (typeof receipt === 'string') throw new Error(receipt);
  const payload = decodeSign1(receipt.cose)?.payload;
  const content = payload && decodeContent(payload);
  if (!content) throw new Error('no content');
  const words = String(spawnSync('pdftotext', ['-layout', path('pdf'), '-']).stdout);
  // Only the agency issues one (DESIGN section 1).
  expect(words.toLowerCase()).not.toContain('accusé de réception');
  return { cose: receipt.cose, content, words };
}

const observed = answers.status.extend({ qr: answers.file.shape.qr, paths: answers.file.shape.paths });

interface Step {
  readonly command: readonly string[];
  readonly state: string;
  readonly title: RegExp;
  readonly content: Partial<ReceiptContent>;
  /** State of the delivery in the outbox, null when nothing waits. */
  readonly waits: string | null;
}

/** Observes step after step; after each: state, ledger, outbox and receipt, which cites the one before. */
async function follow(filed: Filed, steps: readonly Step[]): Promise<Opened[]> {
  const receipts = [await open(filed.number, 1, filed.qr)];
  expect(receipts[0]?.content).toMatchObject({ sequence: 1, cites: null, state: 'prepared' });
  expect(receipts[0]?.words).toMatch(/DOSSIER PRÊT — PAS ENCORE ENVOYÉ/);
  let { size } = await ledger();
  for (const [
    i,
    {
      command: [command = '', ...rest],
      state,
      title,
      content,
      waits,
    },
  ] of steps.entries()) {
    const answer = answerOf(observed, await recepisse(place, command, filed.number, ...rest, '--out', place.out));
    expect({ command, state: answer.state, documents: answer.paths.documents }).toEqual({
      command,
      state,
      documents: null,
    });
    size += 1;
    expect(await ledger()).toMatchObject({ size, consistent: true });
    expect((await waiting()).filter((line) => line.startsWith(filed.number))).toEqual(
      waits ? [`${filed.number} ${waits}`] : [],
    );
    const previous = receipts.at(-1);
    const receipt = await open(filed.number, i + 2, answer.qr);
    expect(receipt.content).toMatchObject({ ...content, sequence: i + 2, ledgerIndex: size - 1 });
    const cites = receipt.content.cites;
    expect(cites && toHex(cites)).toBe(previous && toHex(nodeCrypto.sha256(previous.cose)).slice(0, 32));
    expect(receipt.words).toMatch(title);
    expect(receipt.words).toContain(`Reçu n° ${i + 2} de ce dossier`);
    receipts.push(receipt);
  }
  return receipts;
}

/** Size and place of each page picture of an A4. */
const pictures = (pdf: string): string[] =>
  String(spawnSync('pdfimages', ['-list', pdf]).stdout)
    .split('\n')
    .filter((line) => / jpeg /.test(line))
    .map((line) => line.trim().split(/\s+/).slice(3, 8).join(' '));

const sentToA1: Partial<ReceiptContent> = {
  state: 'prepared',
  deliveries: [{ channel: 'counter', state: 'sent', at: expect.any(Number) as number, reference: 'A1' }],
};

describe('a filing’s life after the visit', () => {
  it('taken over, denied, taken over again, acknowledged whole, forgotten', async () => {
    const filed = await file();
    const confirm = ['confirm', '--channel', 'counter', '--reference', 'A1'];
    const before = fingerprint(place.counter);
    const receipts = await follow(filed, [
      { command: confirm, state: 'prepared', title: /REÇU D’ENVOI/, content: sentToA1, waits: null },
      {
        command: ['confirm', '--channel', 'counter', '--not-received'],
        state: 'prepared',
        title: /DOSSIER PRÊT — PAS ENCORE ENVOYÉ/,
        content: {
          state: 'prepared',
          deliveries: [{ channel: 'counter', state: 'queued', at: expect.any(Number) as number, reference: null }],
        },
        waits: 'queued',
      },
      { command: confirm, state: 'prepared', title: /REÇU D’ENVOI/, content: sentToA1, waits: null },
      {
        command: ['acknowledge', '--number', 'FT-2026-1', '--date', day, '--pages', '3'],
        state: 'acknowledged',
        title: /REÇU — ACCUSÉ PAR France Travail/,
        content: {
          state: 'acknowledged',
          acknowledgement: { number: 'FT-2026-1', date: day, pagesCounted: 3 },
        },
        waits: null,
      },
      {
        command: ['forget'],
        state: 'acknowledged',
        title: /REÇU — ACCUSÉ PAR France Travail/,
        content: { state: 'acknowledged' },
        waits: null,
      },
    ]);
    // A later receipt shows the pages of the first, read back from the sealed files.
    const { pdf } = pathsOf(filed);
    expect(pictures(pdf)).toHaveLength(3);
    for (const rank of [2, 6]) expect(pictures(pdf.replace('.pdf', `-${rank}.pdf`))).toEqual(pictures(pdf));
    // The packet that the desk has is never written twice, whatever is observed of it (promise 2).
    expect(fingerprint(place.counter)).toEqual(before);
    expect(receipts).toHaveLength(6);
    const status = answerOf(answers.status, await recepisse(place, 'status', filed.number));
    expect(status).toMatchObject({ state: 'acknowledged', forgotten: true });
    expect(status.states.map(({ state }) => state)).toEqual([
      'prepared',
      'sent',
      'queued',
      'sent',
      'acknowledged',
      'forgotten',
    ]);
    // The paper outlives the filing: its first receipt still verifies, and nothing can be added to it.
    await open(filed.number, 1, filed.qr);
    for (const command of [['withdraw'], ['forget'], confirm]) {
      const [name = '', ...rest] = command;
      expect(faultOf(await recepisse(place, name, filed.number, ...rest, '--out', place.out)).code).toBe('forgotten');
    }
  }, 300_000);

  it('the agency counts two pages of three: a mismatch in words, then all three after all', async () => {
    const filed = await file();
    const acknowledge = ['acknowledge', '--number', 'FT-2026-2', '--date', day];
    await follow(filed, [
      {
        command: [...acknowledge, '--pages', '2'],
        state: 'mismatch',
        title: /ÉCART\s+L’organisme a compté 2 pages\. La borne a enregistré 3 pages\./,
        content: { state: 'mismatch', acknowledgement: { number: 'FT-2026-2', date: day, pagesCounted: 2 } },
        waits: 'queued',
      },
      {
        command: [...acknowledge, '--pages-held', '1,3'],
        state: 'mismatch',
        title: /ÉCART/,
        content: { state: 'mismatch', acknowledgement: { number: 'FT-2026-2', date: day, pagesCounted: 2 } },
        waits: 'queued',
      },
      {
        command: [...acknowledge, '--pages-held', '1-3'],
        state: 'acknowledged',
        title: /REÇU — ACCUSÉ PAR France Travail/,
        content: { state: 'acknowledged' },
        waits: null,
      },
    ]);
  }, 300_000);

  it('withdrawn by the visitor, then forgotten: nothing waits, nothing is sent, the vault is empty', async () => {
    const filed = await file();
    const folders = readdirSync(join(place.data, 'vault'));
    await follow(filed, [
      {
        command: ['withdraw'],
        state: 'withdrawn',
        title: /DOSSIER RETIRÉ/,
        content: { state: 'withdrawn' },
        waits: null,
      },
      {
        command: ['forget'],
        state: 'withdrawn',
        title: /DOSSIER RETIRÉ/,
        content: { state: 'withdrawn' },
        waits: null,
      },
    ]);
    expect(readdirSync(join(place.data, 'vault'))).toHaveLength(folders.length - 1);
  }, 300_000);

  it('denied and its packet gone from the desk: it is written again under the same name and with the same key', async () => {
    const filed = await file();
    const index = join(place.counter, `${filed.number}.json`);
    const first = JSON.parse(readFileSync(index, 'utf8')) as Record<string, unknown>;
    answerOf(observed, await recepisse(place, 'confirm', filed.number, '--channel', 'counter', '--reference', 'A2'));
    for (const name of [`${filed.number}.age`, `${filed.number}.json`]) rmSync(join(place.counter, name));
    answerOf(observed, await recepisse(place, 'confirm', filed.number, '--channel', 'counter', '--not-received'));
    // Whatever is due goes out with the next visit.
    await file();
    const { number, idempotencyKey, manifestHash } = first;
    expect(JSON.parse(readFileSync(index, 'utf8'))).toMatchObject({ number, idempotencyKey, manifestHash });
    expect(idempotencyKey).toEqual(expect.any(String));
    expect(readdirSync(place.counter)).toContain(`${filed.number}.age`);
  }, 300_000);

  it('without --out nothing is written and the paths are null', async () => {
    const filed = await file();
    const copies = fingerprint(place.out);
    const answer = answerOf(observed, await recepisse(place, 'withdraw', filed.number));
    expect(Object.values(answer.paths)).toEqual([null, null, null, null, null]);
    expect(fingerprint(place.out)).toEqual(copies);
    expect(answerOf(answers.verify, await verifyByKey(place, answer.qr))).toMatchObject({
      valid: true,
      state: 'withdrawn',
    });
  });
});
