import { createPrivateKey } from 'node:crypto';
import { ed25519Signer, nodeCrypto } from '../../../../main/node-crypto.ts';
import { fromHex, toBase64Url, toHex, utf8Bytes } from '../../../../shared/bytes.ts';
import type { Manifest } from '../../../../shared/filing.ts';
import { originOf, signCheckpoint } from '../../../../shared/ledger/checkpoint.ts';
import { formatProof } from '../../../../shared/ledger/tlog-proof.ts';
import { leafHash } from '../../../../shared/ledger/tree.ts';
import { encodeCertificate } from '../../../../shared/receipt/certificate.ts';
import { encodeContent, encodeFact, type ReceiptContent } from '../../../../shared/receipt/content.ts';
import { encodeSign1 } from '../../../../shared/receipt/cose.ts';
import { keyId } from '../../../../shared/receipt/keys.ts';
import { documentHash, manifestHash, pageCount } from '../../../../shared/receipt/manifest.ts';
import { encodeQrText } from '../../../../shared/receipt/qr-text.ts';
import { encodeReceiptJson, type ReceiptFile } from '../../../../shared/receipt/receipt-json.ts';
import { commitFields, commitName, ledgerSalt, type Salts, saltsHash } from '../../../../shared/receipt/salts.ts';

/** An Ed25519 key from a 32-byte seed that repeats one byte: for test vectors only (RFC 8410 PKCS#8). */
export const keyOfSeed = (byte: number) =>
  ed25519Signer(
    createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
      format: 'der',
      type: 'pkcs8',
    }),
  );

export const root = keyOfSeed(1);
export const receiptKey = keyOfSeed(2);
export const logKey = keyOfSeed(3);
export const requestKey = keyOfSeed(4);

const hashOf = (text: string): string => toHex(nodeCrypto.sha256(utf8Bytes(text)));
const preparedAt = Date.parse('2026-11-23T10:05:15Z') / 1000;

export interface Made {
  readonly file: ReceiptFile;
  readonly json: Uint8Array;
  readonly qr: string;
  readonly content: ReceiptContent;
}

/** A whole receipt made from fixed keys and salts: two documents, three pages, alone in its ledger. */
export function makeReceipt(change: Partial<ReceiptContent> = {}, signer = receiptKey, kiosk = 'borne-1'): Made {
  const salts: Salts = {
    fields: toBase64Url(fromHex('00'.repeat(16))),
    depositor: toBase64Url(fromHex('11'.repeat(16))),
    ledger: toBase64Url(fromHex('22'.repeat(16))),
  };
  const certificate = encodeCertificate(
    {
      desk: 'accueil-demo',
      kiosk,
      receiptKey: signer.publicKey,
      logKey: logKey.publicKey,
      requestKey: requestKey.publicKey,
      notBefore: preparedAt - 3600,
      notAfter: preparedAt + 365 * 86_400,
      demo: true,
    },
    root.publicKey,
    root.sign,
    nodeCrypto,
  );
  const depositor = commitName(salts.depositor ?? '', 'Nina Łódź', nodeCrypto);
  const manifest: Manifest = {
    v: 1,
    number: 'K7P2-9QXM-4',
    procedure: { id: 'ft-reponse-avertissement', catalogue: '2026-11-23' },
    kiosk,
    desk: 'accueil-demo',
    timeZone: 'Europe/Paris',
    preparedAt: '2026-11-23T10:05:15Z',
    clock: 'synchronised',
    helper: null,
    documents: [
      {
        code: 'avertissement',
        pages: [{ original: hashOf('scan 1'), page: hashOf('page 1') }],
        files: [{ name: 'avertissement.pdf', bytes: 1000, sha256: hashOf('file 1'), pages: 1 }],
      },
      {
        code: 'preuves',
        pages: [
          { original: `${hashOf('pdf')}#0`, page: hashOf('page 2') },
          { original: `${hashOf('pdf')}#1`, page: hashOf('page 3') },
        ],
        files: [{ name: 'preuves.pdf', bytes: 2000, sha256: hashOf('file 2'), pages: 2 }],
      },
    ],
    commitments: {
      fields: toHex(commitFields(salts.fields, {}, nodeCrypto)),
      depositor: toHex(depositor),
      salts: toHex(saltsHash(salts, nodeCrypto)),
    },
    certificate: toHex(nodeCrypto.sha256(certificate)),
    deliveries: ['counter'],
    ledger: { size: 0, root: toHex(nodeCrypto.sha256()) },
  };
  const content: ReceiptContent = {
    number: manifest.number,
    sequence: 1,
    kiosk,
    preparedAt,
    issuedAt: preparedAt,
    clock: 'synchronised',
    state: 'prepared',
    deliveries: [{ channel: 'counter', state: 'queued', at: null, reference: null }],
    acknowledgement: null,
    documents: manifest.documents.map((document) => ({
      code: document.code,
      pages: document.pages.length,
      prefix: documentHash(document, nodeCrypto).slice(0, 8),
    })),
    documentCount: manifest.documents.length,
    pageCount: pageCount(manifest),
    manifestHash: manifestHash(manifest, nodeCrypto),
    ledgerIndex: 0,
    depositor,
    cites: null,
    certificate: null,
    demo: true,
    ...change,
  };
  const leaf = leafHash(ledgerSalt(salts, content.sequence, nodeCrypto), encodeFact(content), nodeCrypto);
  const ledgerKey = { origin: originOf(kiosk), publicKey: logKey.publicKey };
  const checkpoint = signCheckpoint({ size: 1, root: leaf }, ledgerKey, logKey.sign, nodeCrypto);
  const cose = encodeSign1('receipt', encodeContent(content), keyId(signer.publicKey, nodeCrypto), signer.sign);
  const file = { cose, certificate, manifest, salts, ledgerProof: formatProof({ index: 0, path: [], checkpoint }) };
  return { file, json: encodeReceiptJson(file), qr: encodeQrText(cose), content };
}
