import { encodeSign1 } from '../../shared/receipt/cose.ts';
import { keyId } from '../../shared/receipt/keys.ts';
import type { Core } from '../filings/core.ts';

/** Signs an A4 receipt with the kiosk's receipt key: in the core alone, which draws nothing itself. */
export const signA4 = ({ keys, crypto }: Pick<Core, 'keys' | 'crypto'>, payload: Uint8Array): Uint8Array =>
  encodeSign1('pdf', payload, keyId(keys.receipt.publicKey, crypto), keys.receipt.sign, true);
