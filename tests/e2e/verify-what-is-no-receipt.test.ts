import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { spkiOfRaw } from '../../shared/receipt/keys.ts';
import { publicKeyPem } from '../../shared/receipt/trust.ts';
import { makeReceipt, receiptKey } from '../unit/shared/receipt/make-receipt.ts';
import { answerOf, answers, commandLine, faultOf, newPlace, type Run, runLine } from './cli.ts';

/** `verify` is asked by strangers about whatever they were given: it always ends, and says which of the two is wrong. */
const place = newPlace('no-receipt');
afterAll(() => place.remove());
const at = (name: string): string => join(place.root, name);
const { qr, json } = makeReceipt();
writeFileSync(at('receipt.pub'), publicKeyPem(spkiOfRaw(receiptKey.publicKey)));
writeFileSync(at('receipt.json'), json);
execFileSync('mkfifo', [at('pipe')]);
mkdirSync(at('folder'));
mkdirSync(at('papers'));
execFileSync('mkfifo', [at('papers/pipe')]);
writeFileSync(at('huge.pdf'), '%PDF-');
truncateSync(at('huge.pdf'), 3_000_000_000);

const verify = (receipt: string, ...more: string[]): Promise<Run> =>
  runLine(place, commandLine(['verify', receipt, '--public-key', at('receipt.pub'), '--json', ...more]));

describe('what is given as a receipt is none: exit 2, and it ends', () => {
  it.each([
    ['a path that leads nowhere', at('no-such.json'), 'not-found', /no such file/],
    ['a word', 'bonjour', 'not-found', /not the text of a QR code/],
    ['a path below a file', at('receipt.json/x'), 'not-found', /no such file/],
    ['nothing', '', 'not-found', /no such file/],
    ['a folder', at('folder'), 'not-found', /no file/],
    ['a pipe that nobody writes to', at('pipe'), 'not-found', /no file/],
    ['a device without end', '/dev/zero', 'not-found', /no file/],
    ['a file larger than memory', at('huge.pdf'), 'too-large', /larger/],
  ])('%s', async (_, receipt, code, says) => {
    expect(faultOf(await verify(receipt))).toEqual({ code, message: expect.stringMatching(says) as string });
  });

  it.each([
    ['pipe', at('pipe')],
    ['device', '/dev/zero'],
    ['folder', at('folder')],
  ])('a %s as public key', async (_, key) => {
    const run = await runLine(place, commandLine(['verify', qr, '--public-key', key, '--json']));
    expect(faultOf(run).code).toBe('no-trusted-key');
  });

  it.each([
    ['pipe', at('pipe')],
    ['device', '/dev/zero'],
  ])('a %s as configuration of another command', async (_, bundle) => {
    const line = commandLine(['ledger', '--bundle', bundle, '--data', place.data, '--json']);
    expect(faultOf(await runLine(place, line)).code).toBe('bundle-unreadable');
  });

  it('a pipe among the papers is named, not waited for', async () => {
    const fault = faultOf(await verify(at('receipt.json'), '--documents', at('papers')));
    expect(fault).toEqual({ code: 'unreadable-file', message: expect.stringMatching(/^pipe cannot/) as string });
  });
});

describe('what may be the text of a QR code is one, that holds or does not: exit 0 or 1', () => {
  it('whole, and with any one character wrong', async () => {
    expect(answerOf(answers.verify, await verify(qr)).valid).toBe(true);
    const wrong = [0, 3, 8, 28, 40, qr.length - 1].map((place) => `${qr.slice(0, place)}~${qr.slice(place + 1)}`);
    for (const text of [...wrong, qr.slice(0, 30), qr.slice(31).replace('A', 'a'), 'ABC'])
      expect(answerOf(answers.verify, await verify(text), 1).problems).not.toEqual([]);
  });
});
