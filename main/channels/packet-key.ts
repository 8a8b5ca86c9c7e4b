import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { type Fault, ok, type Result } from '../../shared/result.ts';
import { dataFaultOf } from '../filings/data-fault.ts';
import { syncFolder, writeDurably } from '../filings/durable.ts';

/**
 * The age public key that packets are sealed to: the bundle's. On a demonstration without one the first start makes a pair:
 * the public half stays with the kiosk's keys, the secret half lies beside the packets, where the desk's agents would keep it.
 */
export async function openPacketKey(
  configured: string | null,
  dataFolder: string,
  counterFolder: string,
): Promise<Result<string, Fault>> {
  if (configured !== null) return ok(configured);
  const file = join(dataFolder, 'keys', 'packets.pub');
  try {
    if (existsSync(file)) return ok(readFileSync(file, 'utf8').trim());
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const made = mkdirSync(counterFolder, { recursive: true, mode: 0o700 });
    if (made !== undefined) syncFolder(dirname(made));
    writeDurably(join(counterFolder, 'packets.key'), `${identity}\n`);
    writeDurably(file, `${recipient}\n`);
    return ok(recipient);
  } catch (error) {
    const fault = dataFaultOf(error);
    if (!fault) throw error;
    return { ok: false, fault: { code: fault.code, message: `The counter’s folder cannot be made. ${fault.message}` } };
  }
}
