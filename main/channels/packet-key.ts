import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { dataFaultOf } from '../filings/data-fault.ts';
import { createDurably, syncFolder, writeDurably } from '../filings/durable.ts';

/**
 * The age public key that packets are sealed to: the bundle's. On a demonstration without one the first start makes a pair:
 * the public half stays with the kiosk's keys, the secret half lies beside the packets, where the desk's agents would keep it.
 * A secret key that stands there is never replaced: earlier packets, or another kiosk's, open with nothing else. Faults:
 * `packet-key-damaged`, `packet-key-mismatch`, and those of the file system.
 */
export async function openPacketKey(
  configured: string | null,
  dataFolder: string,
  counterFolder: string,
): Promise<Result<string, Fault>> {
  if (configured !== null) return ok(configured);
  const publicFile = join(dataFolder, 'keys', 'packets.pub');
  const secretFile = join(counterFolder, 'packets.key');
  try {
    const kept = read(publicFile);
    const standing = read(secretFile);
    // The agents keep their key elsewhere: the public half is all that is needed.
    if (kept !== null && standing === null) return isRecipient(kept) ? ok(kept) : damaged(publicFile);
    const secret = standing ?? (await makeKey(counterFolder, secretFile));
    const recipient = await recipientOf(secret);
    if (recipient === null) return damaged(secretFile);
    removeLeftovers(counterFolder);
    if (kept === null) writeDurably(publicFile, `${recipient}\n`);
    else if (kept !== recipient) return mismatch(publicFile, secretFile);
    return ok(recipient);
  } catch (error) {
    const fault = dataFaultOf(error);
    if (!fault) throw error;
    return fail({ code: fault.code, message: `The counter’s folder cannot be made. ${fault.message}` });
  }
}

/** Loaded where there is a secret key to look at: on a demonstration alone. */
const age = () => import('age-encryption');

const read = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8').trim() : null);

/** A new secret key, or the one that another kiosk of this folder put there first. */
async function makeKey(folder: string, file: string): Promise<string> {
  const { generateIdentity } = await age();
  const identity = await generateIdentity();
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) syncFolder(dirname(made));
  return createDurably(file, `${identity}\n`) ? identity : readFileSync(file, 'utf8').trim();
}

/** What a cut left of a key that never came to its name. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^\.packets\.key\.[0-9a-f]+\.part$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}

/** The public half of a secret key as `age-keygen` writes it, comments and all; null when there is no sound one. */
async function recipientOf(text: string): Promise<string | null> {
  const keys = text.split('\n').map((line) => line.trim());
  const [identity, ...more] = keys.filter((line) => line !== '' && !line.startsWith('#'));
  if (identity === undefined || more.length > 0) return null;
  try {
    const { identityToRecipient } = await age();
    return await identityToRecipient(identity);
  } catch {
    return null;
  }
}

const isRecipient = (text: string): boolean => /^age1[02-9ac-hj-np-z]{58}$/.test(text);

const damaged = (file: string): { ok: false; fault: Fault } =>
  fail({
    code: 'packet-key-damaged',
    message: `${file} is not a whole age key: put its copy back. It is not replaced, because packets may be sealed to it.`,
  });

const mismatch = (publicFile: string, secretFile: string): { ok: false; fault: Fault } =>
  fail({
    code: 'packet-key-mismatch',
    message: `${secretFile} does not open what is sealed to ${publicFile}: put the right key back, or remove ${publicFile}.`,
  });
