import { request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../../shared/contract/connect.ts';
import { wireLimits } from '../../../../shared/contract/contract.ts';
import { kioskContract } from '../../../../shared/contract/kiosk.ts';
import { codeOf, must } from '../visits/a-visit.ts';
import { newKiosk, openFirst, openSocket, type TestKiosk } from './a-kiosk.ts';

let kiosk: TestKiosk;
let port: number;
beforeAll(async () => {
  kiosk = await newKiosk();
  port = Number(new URL(kiosk.server.origin).port);
});
afterAll(() => kiosk.close());

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with exactly these headers, and its path as it is written. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

/** Bytes as they are, and what comes back. */
function askRaw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connectTcp(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => {
      heard += part;
    });
    socket.on('close', () => resolve(heard)).on('error', () => undefined);
    socket.setTimeout(3_000, () => socket.destroy());
  });
}

const cookieOf = (): Promise<string> => openFirst(kiosk.server.newAddress());

describe('who may look', () => {
  it('the first address works once, and its cookie is for this browser alone', async () => {
    const { pathname } = new URL(kiosk.server.newAddress());
    const first = await ask(pathname);
    expect([first.status, first.headers.location]).toEqual([303, '/']);
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^recepisse=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/),
    ]);
    expect((await ask(pathname)).status).toBe(403);
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    expect((await ask('/', { cookie })).body).toBe('<p>kiosk');
  });

  it('without the cookie nothing is served, and a guessed or doubled one is none', async () => {
    const cookie = await cookieOf();
    const guesses = ['', 'recepisse=', `recepisse=${'A'.repeat(43)}`, `${cookie}x`, `${cookie}; ${cookie}`, 'other=1'];
    for (const path of ['/', '/index.html', '/page/abc', '/kiosk', '/start/', '/start/x'])
      for (const guess of guesses) expect((await ask(path, { cookie: guess })).status, `${path} ${guess}`).toBe(403);
    expect((await ask('/', { cookie })).status).toBe(200);
  });

  it('a new first address ends the session before it, once it is opened', async () => {
    const before = await cookieOf();
    const address = kiosk.server.newAddress();
    expect((await ask('/', { cookie: before })).status).toBe(200);
    const after = await openFirst(address);
    expect((await ask('/', { cookie: before })).status).toBe(403);
    expect((await ask('/', { cookie: after })).status).toBe(200);
  });

  it('only the name 127.0.0.1 with its port is answered (DNS rebinding)', async () => {
    const cookie = await cookieOf();
    const hosts = ['localhost', `localhost:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, `evil.example:${port}`];
    for (const host of hosts) expect((await ask('/', { cookie, host })).status, host).toBe(403);
    const twice = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nCookie: ${cookie}\r\n\r\n`;
    expect(await askRaw(twice)).toMatch(/^HTTP\/1\.1 40[03]/);
    expect(await askRaw(`GET / HTTP/1.1\r\nHost: \r\nCookie: ${cookie}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[03]/);
    expect(await askRaw(`GET / HTTP/1.1\r\nCookie: ${cookie}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400/);
  });

  it('another site’s page is refused, even with the cookie', async () => {
    const cookie = await cookieOf();
    for (const origin of ['https://evil.example', 'null', `http://localhost:${port}`, `https://127.0.0.1:${port}`])
      expect((await ask('/', { cookie, origin })).status, origin).toBe(403);
    const from = (site: string, mode: string) => ({ cookie, 'sec-fetch-site': site, 'sec-fetch-mode': mode });
    expect((await ask('/', from('cross-site', 'no-cors'))).status).toBe(403);
    expect((await ask('/', from('same-site', 'navigate'))).status).toBe(403);
    expect((await ask('/', from('none', 'no-cors'))).status).toBe(403);
    expect((await ask('/', from('none', 'navigate'))).status).toBe(200);
    expect((await ask('/', from('same-origin', 'cors'))).status).toBe(200);
  });

  it('listens on loopback alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const { address } of others) {
      const refused = await new Promise<boolean>((resolve) => {
        const socket = connectTcp(port, address, () => resolve(false));
        socket.on('error', () => resolve(true));
      });
      expect(refused, address).toBe(true);
    }
  });
});

describe('what is served', () => {
  it('every answer has the policy, is not kept, not sniffed, sends no referrer', async () => {
    const cookie = await cookieOf();
    for (const reply of [await ask('/', { cookie }), await ask('/none', { cookie }), await ask('/')]) {
      expect(reply.headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; worker-src 'none'",
      );
      expect(reply.headers['cache-control']).toBe('no-store');
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
      expect(reply.headers['referrer-policy']).toBe('no-referrer');
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('a path never leads to a file that is not in the build', async () => {
    const cookie = await cookieOf();
    const paths = [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '//etc/passwd',
      '/./index.html',
      '/index.html/',
      '/index.html%00.js',
      '/constructor',
      '/__proto__',
      'http://evil.example/',
    ];
    for (const path of paths) expect((await ask(path, { cookie })).status, path).toBe(404);
  });

  it('only GET', async () => {
    const cookie = await cookieOf();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'])
      expect((await ask('/', { cookie }, method)).status, method).toBe(405);
  });

  it('an unknown picture is not found, without a visit and with one', async () => {
    const cookie = await cookieOf();
    expect((await ask('/page/unknown', { cookie })).status).toBe(404);
    must(await kiosk.service.visits.open('fr'));
    for (const token of ['unknown', 'A'.repeat(32)]) expect((await ask(`/page/${token}`, { cookie })).status).toBe(404);
    for (const token of ['', '../index.html', 'a'.repeat(101)])
      expect((await ask(`/page/${token}`, { cookie })).status).toBe(404);
  });
});

describe('sockets', () => {
  it('need cookie, Host and Origin', async () => {
    const { server } = kiosk;
    const cookie = await cookieOf();
    const { origin } = server;
    for (const path of ['/kiosk', '/visit?ticket=x']) {
      expect(await openSocket(server, path, {}), path).toBeNull();
      expect(await openSocket(server, path, { origin }), path).toBeNull();
      expect(await openSocket(server, path, { cookie }), path).toBeNull();
      expect(await openSocket(server, path, { cookie, origin: 'https://evil.example' }), path).toBeNull();
      expect(await openSocket(server, path, { cookie, origin, host: 'evil.example' }), path).toBeNull();
    }
    expect(await openSocket(server, '/visit', { cookie, origin })).toBeNull();
    expect(await openSocket(server, '/other', { cookie, origin })).toBeNull();
    const opened = await openSocket(server, '/kiosk', { cookie, origin });
    expect(opened).not.toBeNull();
    opened?.port.close();
  });

  it('a new page takes the place of the one before', async () => {
    const { server } = kiosk;
    const headers = { cookie: await cookieOf(), origin: server.origin };
    const first = await openSocket(server, '/kiosk', headers);
    const closed = new Promise((resolve) => first?.port.onClose(() => resolve(true)));
    const second = await openSocket(server, '/kiosk', headers);
    expect(await closed).toBe(true);
    second?.port.close();
  });

  it('more than 64 KB in one message closes it, and so do bytes that are no text', async () => {
    const { server } = kiosk;
    const headers = { cookie: await cookieOf(), origin: server.origin };
    for (const message of ['x'.repeat(wireLimits.maxMessageChars + 1), Buffer.from([1, 2, 3])]) {
      const opened = await openSocket(server, '/kiosk', headers);
      const closed = new Promise((resolve) => opened?.port.onClose(() => resolve(true)));
      opened?.socket.send(message);
      expect(await closed).toBe(true);
    }
  });

  it('1,000 frames of nonsense: none is answered with more than a refusal, and the kiosk goes on', async () => {
    const { server } = kiosk;
    const headers = { cookie: await cookieOf(), origin: server.origin };
    const opened = await openSocket(server, '/kiosk', headers);
    if (!opened) throw new Error('refused');
    const answers: string[] = [];
    opened.port.onMessage((text) => answers.push(text));
    const names = fc.constantFrom(...Object.keys(kioskContract), 'constructor', '__proto__', 'hasOwnProperty', '');
    const frames = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ id: fc.nat(), call: names, input: fc.anything() }).map((value) => JSON.stringify(value)),
      fc.record({ id: fc.anything(), call: fc.anything() }).map((value) => JSON.stringify(value) ?? ''),
    );
    const calls = new Set<string>();
    for (const frame of fc.sample(frames, { numRuns: 1_000, seed: 20261123 })) {
      if (frame.includes('openVisit')) calls.add('openVisit');
      opened.socket.send(frame);
    }
    await new Promise((next) => setTimeout(next, 1_200));
    for (const answer of answers) {
      const { result } = JSON.parse(answer) as { result: { ok: boolean; fault?: { code: string } } };
      if (!result.ok) expect(['bad-input', 'unknown-call', 'flood']).toContain(result.fault?.code);
    }
    expect(answers.some((answer) => answer.includes('bad-input'))).toBe(true);
    expect(answers.some((answer) => answer.includes('flood'))).toBe(true);
    expect(calls.size).toBe(1);
    expect(codeOf(await connect(kioskContract, opened.port).call('state', {}))).toBeNull();
    opened.port.close();
  });
});
