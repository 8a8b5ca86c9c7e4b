import type { Protocol, Session, WebRequest } from 'electron';
import { type Bus, buildBus, listed } from './listed.ts';

type Handler<N extends keyof Session> = Session[N] extends (handler: infer H, ...rest: never[]) => unknown
  ? NonNullable<H>
  : never;

/** A session that keeps the handlers it is given. */
export interface StandInSession {
  readonly session: Session;
  readonly partition: string;
  readonly options: unknown;
  readonly events: Bus;
  readonly handlers: {
    request?: Handler<'setPermissionRequestHandler'>;
    check?: Handler<'setPermissionCheckHandler'>;
    device?: Handler<'setDevicePermissionHandler'>;
    display?: Handler<'setDisplayMediaRequestHandler'>;
    bluetooth?: Handler<'setBluetoothPairingHandler'>;
    certificate?: Handler<'setCertificateVerifyProc'>;
    before?: Parameters<WebRequest['onBeforeRequest']>[0];
    scheme?: readonly [string, Parameters<Protocol['handle']>[1]];
  };
  /** What was cleared. */
  readonly cleared: string[];
}

export function openStandInSession(partition: string, options: unknown): StandInSession {
  const events = buildBus();
  const handlers: StandInSession['handlers'] = {};
  const cleared: string[] = [];
  const clear = (name: string) => async (): Promise<void> => void cleared.push(name);
  const session = listed<Session>('Session', {
    on: events.on as never,
    setPermissionRequestHandler: (handler) => {
      if (handler) handlers.request = handler;
    },
    setPermissionCheckHandler: (handler) => {
      if (handler) handlers.check = handler;
    },
    setDevicePermissionHandler: (handler) => {
      if (handler) handlers.device = handler;
    },
    setDisplayMediaRequestHandler: (handler) => {
      if (handler) handlers.display = handler;
    },
    setBluetoothPairingHandler: (handler) => {
      if (handler) handlers.bluetooth = handler;
    },
    setCertificateVerifyProc: (handler) => {
      if (handler) handlers.certificate = handler;
    },
    webRequest: listed<WebRequest>('WebRequest', {
      onBeforeRequest: ((handler: NonNullable<StandInSession['handlers']['before']>) => {
        handlers.before = handler;
      }) as never,
    }),
    protocol: listed<Protocol>('session.protocol', {
      handle: (scheme, handler) => {
        handlers.scheme = [scheme, handler];
      },
    }),
    clearStorageData: clear('storage'),
    clearCache: clear('cache'),
    clearAuthCache: clear('auth'),
    clearHostResolverCache: clear('hosts'),
  });
  return { session, partition, options, events, handlers, cleared };
}
