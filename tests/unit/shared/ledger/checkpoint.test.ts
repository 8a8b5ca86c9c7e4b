import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ed25519Signer, nodeCrypto } from '../../../../main/node-crypto.ts';
import { utf8Bytes } from '../../../../shared/bytes.ts';
import {
  originOf,
  parseCheckpointText,
  signCheckpoint,
  verifyCheckpoint,
} from '../../../../shared/ledger/checkpoint.ts';
import { noteKeyId, parseNote, signNote, verifierKey, verifyNote } from '../../../../shared/ledger/note.ts';

const fresh = () => ed25519Signer(generateKeyPairSync('ed25519').privateKey);
const signer = fresh();
const key = { origin: originOf('k1'), publicKey: signer.publicKey };
const head = { size: 20_852_163, root: new Uint8Array(randomBytes(32)) };
const note = signCheckpoint(head, key, signer.sign, nodeCrypto);

// What is no longer UTF-8 becomes U+FFFD, as it would for a reader that does not look.
const lenient = new TextDecoder();

describe('the vector of the note format’s first implementation (Go, sumdb/note)', () => {
  const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const neumann = ed25519Signer(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
  const named = { name: 'PeterNeumann', publicKey: neumann.publicKey };
  const text =
    'If you think cryptography is the answer to your problem,\n' + "then you don't know what your problem is.\n";
  const signed = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

  it('its key is spelled the same, and the same note comes out', () => {
    expect(verifierKey(named, nodeCrypto)).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    expect(signNote(text, named, neumann.sign, nodeCrypto)).toBe(signed);
  });

  it('and verifies', () => {
    const parsed = parseNote(signed);
    expect(parsed && verifyNote(parsed, named, nodeCrypto)).toEqual({ ok: true, value: text });
  });
});

describe('a checkpoint', () => {
  it('is origin, size and root in base64, an empty line, and one line that its own key signed', () => {
    expect(note).toMatch(
      /^recepisse\.example\/ledger\/k1\n20852163\n[A-Za-z0-9+/]{43}=\n\n— recepisse\.example\/ledger\/k1 [A-Za-z0-9+/]{90,}={0,2}\n$/,
    );
    expect(verifyCheckpoint(note, key, nodeCrypto)).toEqual({ ok: true, value: head });
  });

  it('any byte of it changed is found', () => {
    const bytes = utf8Bytes(note);
    bytes.forEach((byte, at) => {
      for (const other of [byte ^ 1, byte ^ 0x20, byte ^ 0x80, 0x0a, 0x20]) {
        if (other === byte) continue;
        const changed = lenient.decode(bytes.with(at, other));
        expect(verifyCheckpoint(changed, key, nodeCrypto).ok, `byte ${at} → ${other}`).toBe(false);
      }
    });
  });

  it('of another key, another kiosk, or under another origin is refused', () => {
    const other = fresh();
    expect(verifyCheckpoint(note, { ...key, publicKey: other.publicKey }, nodeCrypto)).toEqual({
      ok: false,
      fault: 'unknown-key',
    });
    expect(verifyCheckpoint(note, { ...key, origin: originOf('k2') }, nodeCrypto).ok).toBe(false);
    const stolen = signNote(
      `${originOf('k2')}\n1\n${Buffer.alloc(32).toString('base64')}\n`,
      { name: key.origin, publicKey: key.publicKey },
      signer.sign,
      nodeCrypto,
    );
    expect(verifyCheckpoint(stolen, key, nodeCrypto)).toEqual({ ok: false, fault: 'other-ledger' });
  });

  it('with our key’s name and id but another’s signature is refused as forged', () => {
    const id = noteKeyId({ name: key.origin, publicKey: key.publicKey }, nodeCrypto);
    const text = note.slice(0, note.indexOf('\n\n') + 1);
    const forged = Buffer.concat([id, fresh().sign(utf8Bytes(text))]).toString('base64');
    expect(verifyCheckpoint(`${text}\n— ${key.origin} ${forged}\n`, key, nodeCrypto)).toEqual({
      ok: false,
      fault: 'wrong-signature',
    });
    // Beside a good one it still spoils the note (signed-note: reject the whole note).
    expect(verifyCheckpoint(`${note}— ${key.origin} ${forged}\n`, key, nodeCrypto).ok).toBe(false);
  });

  it('a witness’s signature beside ours is no fault: unknown keys are ignored', () => {
    const witness = `— witness.example/w1 ${randomBytes(68).toString('base64')}\n`;
    expect(verifyCheckpoint(note + witness, key, nodeCrypto)).toEqual({ ok: true, value: head });
  });

  it('is read in one spelling only', () => {
    const root = Buffer.from(head.root).toString('base64');
    expect(parseCheckpointText(`o\n1\n${root}\n`)).not.toBeNull();
    for (const text of [
      `o\n01\n${root}\n`,
      `o\n-1\n${root}\n`,
      `o\n1.0\n${root}\n`,
      `o\n1\n${root}`,
      `o\n1\n${root}\nextension\n`,
      `o\n1\n${root.slice(0, -1)}\n`,
      `\n1\n${root}\n`,
      `o\n1\n${Buffer.alloc(31).toString('base64')}\n`,
      `o\n9999999999999999\n${root}\n`,
      `o\n1\r\n${root}\n`,
    ]) {
      expect(parseCheckpointText(text), JSON.stringify(text)).toBeNull();
    }
  });

  it('garbage, no signature, and a flood of signatures are refused', () => {
    const line = note.slice(note.indexOf('\n\n') + 2);
    for (const text of [
      '',
      '\n',
      '\n\n',
      '— ',
      note.slice(0, note.indexOf('\n\n') + 2),
      note.trimEnd(),
      `${note}\n`,
      note.replace('— ', '- '),
    ]) {
      expect(verifyCheckpoint(text, key, nodeCrypto).ok, JSON.stringify(text)).toBe(false);
    }
    expect(verifyCheckpoint(note + line.repeat(16), key, nodeCrypto)).toEqual({ ok: false, fault: 'malformed-note' });
  });
});
