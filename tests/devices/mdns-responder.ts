import { createSocket, type Socket } from 'node:dgram';

/** What one scanner announces. */
export interface Announced {
  readonly instance: string;
  readonly address: string;
  readonly port: number;
  readonly txt: readonly string[];
  readonly isSecure?: boolean;
}

export interface MdnsResponder {
  readonly place: { readonly interface: string; readonly port: number };
  announce(scanners: readonly Announced[]): void;
  /** Answers only what is asked for, one record a packet, as some firmwares do. */
  sparing(isSparing: boolean): void;
  close(): Promise<void>;
}

const group = '224.0.0.251';
const [ptr, txt, srv, a] = [12, 16, 33, 1];

/** A DNS-SD responder (RFC 6762, 6763) on loopback, its packets written by hand: it shares nothing with the library that asks. */
export async function startMdnsResponder(port: number): Promise<MdnsResponder> {
  let scanners: readonly Announced[] = [];
  let isSparing = false;
  const socket: Socket = createSocket({ type: 'udp4', reuseAddr: true });
  await new Promise<void>((resolve) => socket.bind(port, '0.0.0.0', resolve));
  socket.addMembership(group, '127.0.0.1');
  socket.setMulticastInterface('127.0.0.1');
  const send = (records: readonly Buffer[]): void => {
    const header = Buffer.from([0, 0, 0x84, 0, 0, 0, 0, records.length, 0, 0, 0, 0]);
    socket.send(Buffer.concat([header, ...records]), port, group);
  };
  socket.on('message', (message) => {
    const isQuery = ((message[2] ?? 0x80) & 0x80) === 0;
    if (!isQuery) return;
    for (const { name, type } of asked(message)) {
      for (const scanner of scanners) {
        const all = recordsOf(scanner);
        const wanted = all.filter((one) => one.type === type && one.name.toLowerCase() === name.toLowerCase());
        if (wanted.length === 0) continue;
        send((isSparing ? wanted : all).map(({ bytes }) => bytes));
      }
    }
  });
  return {
    place: { interface: '127.0.0.1', port },
    announce: (next) => {
      scanners = next;
    },
    sparing: (is) => {
      isSparing = is;
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** Names and types of a query's questions; the asker compresses none of them. */
function asked(message: Buffer): { readonly name: string; readonly type: number }[] {
  const questions: { name: string; type: number }[] = [];
  let at = 12;
  for (let left = message.readUInt16BE(4); left > 0; left--) {
    const labels: string[] = [];
    for (let length = message[at++] ?? 0; length > 0; length = message[at++] ?? 0) {
      labels.push(message.toString('utf8', at, at + length));
      at += length;
    }
    questions.push({ name: labels.join('.'), type: message.readUInt16BE(at) });
    at += 4;
  }
  return questions;
}

const nameBytes = (labels: readonly string[]): Buffer =>
  Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

const word = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

function recordsOf(scanner: Announced): { readonly name: string; readonly type: number; readonly bytes: Buffer }[] {
  const service = [scanner.isSecure ? '_uscans' : '_uscan', '_tcp', 'local'];
  const instance = [scanner.instance, ...service];
  const host = [`host-${scanner.port}`, 'local'];
  const one = (labels: readonly string[], type: number, data: Buffer) => ({
    name: labels.join('.'),
    type,
    bytes: Buffer.concat([
      nameBytes(labels),
      word(type),
      word(1),
      Buffer.from([0, 0, 0, 120]),
      word(data.length),
      data,
    ]),
  });
  const strings = scanner.txt.map((text) => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]));
  return [
    one(service, ptr, nameBytes(instance)),
    one(instance, srv, Buffer.concat([word(0), word(0), word(scanner.port), nameBytes(host)])),
    one(instance, txt, Buffer.concat(strings)),
    one(host, a, Buffer.from(scanner.address.split('.').map(Number))),
  ];
}
