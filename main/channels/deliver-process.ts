// A child of its own: it decrypts one filing's files, hands them to one channel, answers, and ends (DESIGN section 3, "Processes").
import { fromBase64Url } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import { ok } from '../../shared/result.ts';
import { buildSealer, buildVault } from '../filings/vault.ts';
import { decodeRecord } from '../visits/filing-record.ts';
import { storedFiles } from '../visits/stored-files.ts';
import { cannotTell, type DeliveredFile, type HandOff, retryLater } from './channel.ts';
import { buildCounter } from './counter.ts';
import { deliverOrderSchema } from './deliver-messages.ts';

async function deliver(message: unknown): Promise<HandOff> {
  const order = deliverOrderSchema.parse(message);
  const sealer = buildSealer(fromBase64Url(order.filingKey), order.filing);
  const vault = buildVault(order.vaultFolder);
  const record = sealer.open('record', 0, fromBase64Url(order.sealed.record));
  const receipt = sealer.open('receipt', 1, fromBase64Url(order.sealed.receipt));
  const manifest = record.ok ? decodeRecord(record.value)?.manifest : undefined;
  if (!manifest || !receipt.ok) return retryLater('data-damaged');
  const files: DeliveredFile[] = [
    { name: 'manifest.json', read: () => ok(canonicalBytes(manifest)) },
    { name: 'receipt.json', read: () => receipt },
    ...storedFiles(vault, sealer, manifest),
  ];
  const { number, idempotencyKey, sending, manifestHash, pages, preparedAt } = order;
  return buildCounter(order.channel).handOff({
    number,
    channel: order.channel.id,
    idempotencyKey,
    sending,
    manifestHash,
    pages,
    preparedAt,
    files,
  });
}

process.once('message', (message) => {
  deliver(message)
    // A bug in the middle of it: nobody knows what left.
    .catch(() => cannotTell('delivery-process'))
    .then((handOff) => process.send?.(handOff, () => process.disconnect()));
});
// A child whose parent died has nobody to answer to.
process.once('disconnect', () => process.exit(0));
