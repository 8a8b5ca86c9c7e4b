import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Core } from '../../main/filings/core.ts';
import { openFiling } from '../../main/visits/next-receipt.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import { hash, openPacket } from './counter-folder.ts';
import { type Desk, papers } from './desk.ts';

/** A recorded filing opens with its key, its vault holds the papers that were given, and its packet the files of its manifest. */
export async function expectWholeFiling(core: Core, number: string, desk: Desk): Promise<void> {
  const opened = openFiling(core, number);
  if (!opened.ok) throw new Error(`${number}: ${JSON.stringify(opened.fault)}`);
  const { sealer, record, filing } = opened.value;
  const { documents } = record.manifest;

  const given = [papers.pdf, papers.image].map((path) => hash(readFileSync(path)));
  expect(documents.flatMap(({ pages }) => pages.map(({ original }) => original.replace(/#0$/, '')))).toEqual(given);
  for (const [index, sha256] of given.entries()) {
    const page = core.vault.get(sealer, 'page', index);
    expect(page.ok && hash(page.value), `${number}, page ${index}`).toBe(sha256);
  }
  const files = documents.flatMap((document) => document.files);
  for (const [index, { sha256 }] of files.entries()) {
    const file = core.vault.get(sealer, 'file', index);
    expect(file.ok && hash(file.value), `${number}, file ${index}`).toBe(sha256);
  }

  const packet = openPacket(desk.counter, number);
  expect([...packet.keys()].sort()).toEqual([...files.map(({ name }) => name), 'manifest.json', 'receipt.json'].sort());
  for (const { name, sha256 } of files) expect(packet.get(name)).toBe(sha256);
  expect(packet.get('manifest.json')).toBe(hash(canonicalBytes(record.manifest)));
  const index = JSON.parse(readFileSync(join(desk.counter, `${number}.json`), 'utf8')) as object;
  const [delivery] = filing.deliveries;
  expect(index).toMatchObject({ v: 1, number, pages: 2, idempotencyKey: delivery?.idempotencyKey });
}
