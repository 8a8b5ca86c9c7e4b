import { spawn } from 'node:child_process';
import { isDeepStrictEqual as same } from 'node:util';
import type { ForkOptions, MessagePortMain, ParentPort, UtilityProcess } from 'electron';
import type { ToVisit } from '../../../../../../main/visits/visit-messages.ts';
import { frameLimits } from '../../../../../../shared/contract/frame.ts';
import { ruleTime } from '../../../../../devices/ruled-time.ts';
import { buildBus, listed } from '../stand-in/listed.ts';
import { mainPort, StandInChannel } from '../stand-in/message-ports.ts';
import { type HostFiles, settle } from './host.ts';
import type { Item } from './items.ts';

interface Posted {
  readonly data: unknown;
  readonly ports: readonly MessagePortMain[];
}

/** A visit launched on a utility process that is no process. */
function launch({ utility }: HostFiles, pid?: number) {
  const bus = buildBus();
  const posted: Posted[] = [];
  const forked: { entry: string; options: ForkOptions | undefined }[] = [];
  let asked = 0;
  const time = ruleTime();
  const child = listed<UtilityProcess>('UtilityProcess', {
    get pid() {
      return pid;
    },
    on: bus.on as never,
    once: bus.once as never,
    kill: () => {
      asked++;
      return pid !== undefined;
    },
    postMessage: (data, ports = []) => void posted.push({ data, ports }),
  });
  const visit = utility.launchUtilityVisit({
    utilityProcess: {
      fork: (entry, _args, options) => {
        forked.push({ entry, options });
        return child;
      },
    },
    MessageChannelMain: StandInChannel as never,
    entry: '/built/visit-entry.js',
    path: '/bin',
    timer: time.clock,
  })();
  const spawned = (given: number | undefined): void => {
    pid = given;
    bus.fire('spawn');
  };
  return { visit, bus, posted, forked, asked: () => asked, spawned, pass: time.sleep };
}

const closes = (port: MessagePort): Promise<boolean> => {
  const closed = new Promise<boolean>((resolve) =>
    port.addEventListener('message', ({ data }) => data === null && resolve(true)),
  );
  port.start();
  return Promise.race([
    closed,
    settle()
      .then(settle)
      .then(() => false),
  ]);
};
const hand: Extract<ToVisit, { kind: 'hand' }> = { kind: 'hand', id: 1, what: { to: 'page' } };

/** The visit's own end, on a parent port that is none. */
function parentEnd({ parent }: HostFiles) {
  const bus = buildBus();
  const said: unknown[] = [];
  const line = parent.parentOfUtility(
    listed<ParentPort>('parentPort', { on: bus.on as never, postMessage: (data) => void said.push(data) }),
  );
  return {
    line,
    said,
    tell: (data: unknown, ports: readonly MessagePortMain[] = []) => bus.fire('message', { data, ports }),
  };
}

/** A process that does not listen to SIGTERM; `ended` gives the signal that ended it, undefined: none within 300 ms. */
async function startDeaf(): Promise<{ readonly pid: number | undefined; ended(): Promise<unknown> }> {
  const deaf = spawn('sh', ['-c', 'trap "" TERM; echo; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => deaf.stdout.once('data', resolve));
  const ended = new Promise((resolve) => deaf.once('exit', (_code, signal) => resolve(signal)));
  return {
    pid: deaf.pid,
    ended: async () => {
      const signal = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 300))]);
      deaf.kill('SIGKILL');
      return signal;
    },
  };
}

export const visitItems: readonly Item[] = [
  {
    name: 'visit: a utility process that inherits nothing',
    holds: (_open, host) =>
      same(launch(host).forked, [
        {
          entry: '/built/visit-entry.js',
          options: {
            serviceName: 'visit',
            execArgv: [],
            env: { PATH: '/bin' },
            stdio: ['ignore', 'ignore', 'inherit'],
          },
        },
      ]),
  },
  {
    name: 'visit: messages go both ways, until it is gone',
    holds: (_open, host) => {
      const { visit, bus, posted } = launch(host);
      const heard: unknown[] = [];
      let gone = 0;
      visit.onMessage((message) => heard.push(message));
      visit.onExit(() => gone++);
      visit.send({ kind: 'end' });
      bus.fire('message', 'said');
      bus.fire('exit', 0);
      visit.send({ kind: 'end' });
      return (
        same(heard, ['said']) &&
        gone === 1 &&
        same(
          posted.slice(1).map(({ data }) => data),
          [{ kind: 'end' }],
        )
      );
    },
  },
  {
    name: 'visit: a page’s ports go along whole; to one that is gone they are closed',
    holds: async (_open, host) => {
      const { visit, bus, posted } = launch(host);
      const [open, late] = [new MessageChannel(), new MessageChannel()];
      visit.hand(hand, [mainPort(open.port2)]);
      const isSent =
        same(posted.at(-1)?.data, hand) && posted.at(-1)?.ports.length === 1 && !(await closes(open.port1));
      bus.fire('exit', 0);
      visit.hand(hand, [mainPort(late.port2)]);
      return isSent && posted.length === 2 && (await closes(late.port1));
    },
  },
  {
    name: 'visit: one that hangs is killed, not asked',
    holds: async (_open, host) => {
      const { pid, ended } = await startDeaf();
      launch(host, pid).visit.kill();
      return (await ended()) === 'SIGKILL';
    },
  },
  {
    name: 'visit: one that has not begun is killed once it has, for Electron would forget it',
    holds: async (_open, host) => {
      const { pid, ended } = await startDeaf();
      const unborn = launch(host);
      unborn.visit.kill();
      unborn.spawned(pid);
      return (await ended()) === 'SIGKILL';
    },
  },
  {
    name: 'visit: one that begins is left alone',
    holds: async (_open, host) => {
      const { pid, ended } = await startDeaf();
      const born = launch(host);
      let gone = 0;
      born.visit.onExit(() => gone++);
      born.spawned(pid);
      await born.pass(60_000);
      return (await ended()) === undefined && gone === 0;
    },
  },
  {
    name: 'visit: one that never begins is told as gone, once, and killed if it comes after all',
    holds: async (_open, host) => {
      const unborn = launch(host);
      let gone = 0;
      unborn.visit.onExit(() => gone++);
      await unborn.pass(5_000);
      const isPatient = gone === 0;
      await unborn.pass(5_000);
      const isTold = gone === 1;
      const { pid, ended } = await startDeaf();
      unborn.spawned(pid);
      const signal = await ended();
      unborn.bus.fire('exit', 0);
      // Whoever ended in time is not told of again.
      const short = launch(host);
      let told = 0;
      short.visit.onExit(() => told++);
      short.bus.fire('exit', 1);
      await short.pass(60_000);
      return isPatient && isTold && signal === 'SIGKILL' && gone === 1 && told === 1;
    },
  },
  {
    name: 'visit: one that ended is not killed by its number, which may be another’s by then',
    holds: async (_open, host) => {
      const { pid, ended } = await startDeaf();
      const short = launch(host, pid);
      short.bus.fire('exit', 1);
      await short.pass(60_000);
      return (await ended()) === undefined;
    },
  },
  {
    name: 'visit: one that ended meanwhile is no fault',
    holds: (_open, host) => {
      // Linux gives no process this number.
      launch(host, 4_999_999).visit.kill();
      return true;
    },
  },
  {
    name: 'visit: V8’s last words end no kiosk',
    holds: (_open, host) => launch(host).bus.fire('error', 'FatalError', 'here', '') === 1,
  },
  {
    name: 'visit: its lifeline is the first thing it gets, and closes with the kiosk',
    holds: async (_open, host) => {
      const { posted, bus } = launch(host);
      const [first] = posted;
      const [lifeline] = first?.ports ?? [];
      if (first?.data !== null || !lifeline || first.ports.length !== 1) return false;
      let gone = 0;
      const { line, tell } = parentEnd(host);
      line.onGone(() => gone++);
      line.onMessage(() => undefined);
      try {
        tell(null, [lifeline]);
      } catch {
        return false;
      }
      await settle();
      const isQuiet = gone === 0;
      // The kiosk's process ends: here, its half of the channel alone.
      bus.fire('exit', 0);
      await settle();
      return isQuiet && gone === 1;
    },
  },
  {
    name: 'visit: its own end tells messages from what is handed over, and closes ports that come too early',
    holds: async (_open, host) => {
      const { line, tell, said } = parentEnd(host);
      const heard: unknown[] = [];
      const entered: unknown[] = [];
      line.onMessage((message) => heard.push(message));
      const [early, good] = [new MessageChannel(), new MessageChannel()];
      tell(hand, [mainPort(early.port2)]);
      const isEarlyClosed = await closes(early.port1);
      line.onHanded((what, ports) => entered.push([what, ports.length]));
      tell({ kind: 'end' });
      tell(hand, [mainPort(good.port2)]);
      line.send({ kind: 'alive' });
      const isOpen = !(await closes(good.port1));
      return (
        isEarlyClosed &&
        isOpen &&
        same([heard, entered, said], [[{ kind: 'end' }], [[{ to: 'page' }, 1]], [{ kind: 'alive' }]])
      );
    },
  },
  {
    name: 'pictures: what is no question is no fault',
    holds: (_open, { pictures }) => {
      const bus = buildBus();
      const port = listed<MessagePortMain>('MessagePortMain', { on: bus.on as never, start: () => undefined });
      pictures.servePictures(port, { picture: async () => null, frame: () => false });
      try {
        for (const data of ['good', null, { id: -1 }]) bus.fire('message', { data, ports: [] });
        return true;
      } catch {
        return false;
      }
    },
  },
  {
    name: 'pictures: a camera’s picture goes to the visit, and what is none or too large is told to be none',
    holds: async (_open, { pictures }) => {
      const { port1, port2 } = new MessageChannel();
      const posted: unknown[] = [];
      const frame = (address: string, bytes: Uint8Array | null): boolean => posted.push([address, bytes?.length]) > 0;
      pictures.servePictures(mainPort(port2), { picture: async () => null, frame });
      const jpeg = new Uint8Array(3);
      for (const post of [
        { frame: '/frame/good', jpeg },
        { frame: '/frame/words', jpeg: 'words' },
        { frame: '/frame/more', jpeg, more: 1 },
        { frame: '/frame/none' },
        { frame: '/frame/large', jpeg: new Uint8Array(frameLimits.maxBytes + 1) },
      ])
        port1.postMessage(post);
      for (let moments = 0; moments < 4; moments++) await settle();
      port1.close();
      return same(posted, [
        ['/frame/good', 3],
        ...['words', 'more', 'none', 'large'].map((name) => [`/frame/${name}`, undefined]),
      ]);
    },
  },
  {
    name: 'pictures: a token’s picture, null for any other, and no answer to what is no question',
    holds: async (_open, { pictures }) => {
      const { port1, port2 } = new MessageChannel();
      const answers: unknown[] = [];
      port1.addEventListener('message', ({ data }) => answers.push(data));
      port1.start();
      pictures.servePictures(mainPort(port2), {
        picture: async (token) => {
          if (token === 'broken') throw new Error('cannot be drawn');
          return token === 'good' ? { type: 'image/png', bytes: Buffer.from([1, 2]) } : null;
        },
        frame: () => false,
      });
      for (const question of ['good', { id: 1 }, { id: -1, token: 'good' }, { id: 2, token: 'good', more: 1 }])
        port1.postMessage(question);
      for (const [id, token] of [
        [3, 'good'],
        [4, 'other'],
        [5, 'broken'],
      ] as const)
        port1.postMessage({ id, token });
      await settle();
      await settle();
      return same(answers, [
        { id: 3, picture: { type: 'image/png', bytes: new Uint8Array([1, 2]) } },
        { id: 4, picture: null },
        { id: 5, picture: null },
      ]);
    },
  },
];
