import { attempt, equalBytes, toHex, utf8Text } from '../../shared/bytes.ts';
import type { Crypto } from '../../shared/crypto.ts';
import { leafHashOf, saltBytes } from '../../shared/ledger/tree.ts';
import { decodeContent, type ReceiptContent } from '../../shared/receipt/content.ts';
import { cbor, parseCbor } from '../../shared/receipt/cose.ts';
import type { LedgerProblem } from './check-tree.ts';
import { blob, integer, text } from './row.ts';
import type { Store } from './store.ts';
import type { Sealer } from './vault.ts';
import { type FilingView, readSealed, viewFiling } from './view.ts';

/** The filing's sealer, `gone` when its key was destroyed as it should, null when it should open and does not. */
export type OpenForCheck = (number: string) => Sealer | 'gone' | null;

/** Holds what the store tells of filings against the ledger: every leaf is claimed, and every claim is what its leaf's fact says. */
export function checkClaims(store: Store, open: OpenForCheck, crypto: Crypto): readonly LedgerProblem[] {
  const problems: LedgerProblem[] = [];
  const claimed = new Set<number>();
  for (const row of store.all('SELECT number FROM filings ORDER BY rowid')) {
    const number = text(row, 'number');
    const view = viewFiling(store, number, null);
    if (!view) continue;
    const sealer = open(number);
    const say = (code: LedgerProblem['code'], what: string): void =>
      void problems.push({ code, detail: `${number}: ${what}` });
    if (sealer === null || (sealer === 'gone') !== (view.forgottenAt !== null)) say('fact', 'its key does not open');

    for (const what of disagreements(view)) say('claim', what);
    for (const { ledgerIndex } of view.receipts) claimed.add(ledgerIndex);
    const prints = store.all('SELECT * FROM prints WHERE filing = ? AND ledger_index IS NOT NULL', view.id);
    for (const print of prints) claimed.add(integer(print, 'ledger_index'));
    const papers = store.all('SELECT * FROM evidence WHERE filing = ?', view.id);
    for (const paper of papers) claimed.add(integer(paper, 'ledger_index'));

    if (sealer === null || sealer === 'gone') continue;
    const factAt = (index: number): Uint8Array | null => openFact(store, sealer, index, crypto);
    for (const { sequence, ledgerIndex, at } of view.receipts) {
      const fact = factAt(ledgerIndex);
      const content = fact && readFact(fact, ledgerIndex);
      if (!content) say('fact', `rank ${ledgerIndex} is not its leaf's`);
      else if (!saysTheSame(view, content, { sequence, ledgerIndex, at }))
        say('claim', `rank ${ledgerIndex} says otherwise`);
    }
    for (const print of prints) {
      const index = integer(print, 'ledger_index');
      const fact = factAt(index);
      if (!fact) say('fact', `rank ${index} is not its leaf's`);
      else if (!saysOf(fact, 'result', text(print, 'result'))) say('claim', `print at rank ${index} says otherwise`);
    }
    for (const paper of papers) {
      const index = integer(paper, 'ledger_index');
      const fact = factAt(index);
      const told = { kind: text(paper, 'kind'), rank: integer(paper, 'rank'), sha256: toHex(blob(paper, 'sha256')) };
      if (!fact) say('fact', `rank ${index} is not its leaf's`);
      else if (!Object.entries(told).every(([key, value]) => saysOf(fact, key, value)))
        say('claim', `evidence at rank ${index} says otherwise`);
    }
  }
  for (const row of store.all('SELECT idx FROM leaves')) {
    const index = integer(row, 'idx');
    if (!claimed.delete(index)) problems.push({ code: 'claim-missing', detail: `nothing tells what rank ${index} is` });
  }
  for (const index of claimed) problems.push({ code: 'leaf-missing', detail: `rank ${index} is claimed` });
  return problems;
}

/** Where rows of one filing contradict each other: current states against its history, history against its receipts. */
function disagreements(view: FilingView): readonly string[] {
  const found: string[] = [];
  const own = view.states.filter(({ channel }) => channel === null);
  const last = own.findLast(({ state }) => state !== 'forgotten');
  if (last?.state !== view.state) found.push('its state is not the last one observed');
  if (own[0]?.state !== 'prepared' || own[0].at !== view.preparedAt)
    found.push('its history does not begin with its preparing');
  if ((view.forgottenAt !== null) !== own.some(({ state }) => state === 'forgotten')) found.push('forgotten or not');
  for (const delivery of view.deliveries) {
    const observed = view.states.findLast(({ channel }) => channel === delivery.channel);
    if ((observed?.state ?? 'queued') !== delivery.state) found.push(`delivery by ${delivery.channel}`);
  }
  const ranks = view.receipts.map(({ ledgerIndex, at }) => `${ledgerIndex} ${at}`).join();
  if (view.states.map(({ ledgerIndex, at }) => `${ledgerIndex} ${at}`).join() !== ranks)
    found.push('states and receipts differ');
  return found;
}

/** The fact of a leaf, once salt ‖ fact is seen to hash to it; null when it does not open or does not. */
function openFact(store: Store, sealer: Sealer, index: number, crypto: Crypto): Uint8Array | null {
  const sealed = readSealed(store, sealer.filing, 'fact', index);
  const opened = sealed && sealer.open('fact', index, sealed);
  const leaf = store.get('SELECT hash FROM leaves WHERE idx = ?', index);
  if (!opened?.ok || !leaf || !equalBytes(leafHashOf(opened.value, crypto), blob(leaf, 'hash'))) return null;
  return opened.value.subarray(saltBytes);
}

/** A receipt's fact is its content without its place in the ledger (key 11), which is put back to read it. */
function readFact(fact: Uint8Array, ledgerIndex: number): ReceiptContent | null {
  const map = parseCbor(fact);
  return map instanceof Map ? decodeContent(cbor(new Map([...map, [11, ledgerIndex]]))) : null;
}

function saysTheSame(view: FilingView, content: ReceiptContent, receipt: FilingView['receipts'][number]): boolean {
  const state = view.states.find(({ ledgerIndex }) => ledgerIndex === receipt.ledgerIndex);
  const told =
    state === undefined
      ? null
      : state.channel === null
        ? content.state
        : (content.deliveries.find(({ channel }) => channel === state.channel)?.state ?? null);
  return (
    state !== undefined &&
    (told === state.state || state.state === 'forgotten') &&
    content.number === view.number &&
    content.sequence === receipt.sequence &&
    content.preparedAt === view.preparedAt &&
    content.issuedAt === receipt.at &&
    content.pageCount === view.pages &&
    equalBytes(content.manifestHash, view.manifestHash)
  );
}

/** Whether a fact in words (RFC 8785 JSON) has this value under this key. */
function saysOf(fact: Uint8Array, key: string, value: string | number): boolean {
  const said: unknown = attempt(() => JSON.parse(utf8Text(fact)));
  return typeof said === 'object' && said !== null && (said as Record<string, unknown>)[key] === value;
}
