/**
 * A part of Electron that has exactly these members: any other one asked for or set is an error, so that the host can use nothing
 * of Electron that the stand-in does not answer for.
 */
export function listed<T extends object>(name: string, members: Partial<T>): T {
  const refuse = (member: string | symbol): never => {
    throw new Error(`the stand-in has no ${name}.${String(member)}`);
  };
  return new Proxy(members, {
    get: (target, member, receiver) => {
      // What JavaScript itself asks of any value, such as whether it is a promise.
      if (typeof member === 'symbol' || member === 'then' || member === 'toJSON') return undefined;
      return Object.hasOwn(target, member) ? Reflect.get(target, member, receiver) : refuse(member);
    },
    set: (_target, member) => refuse(member),
  }) as T;
}

type Listener = (...args: never[]) => unknown;

/** Listeners by event, as an EventEmitter keeps them; tests fire events and see who listens. */
export interface Bus {
  on(event: string, listener: Listener): void;
  once(event: string, listener: Listener): void;
  /** Calls whoever listens, with a preventable event first where one is given. Gives the number of them. */
  fire(event: string, ...args: readonly unknown[]): number;
  /** Events that somebody listens to. */
  readonly events: ReadonlySet<string>;
}

export function buildBus(): Bus {
  const listeners = new Map<string, Set<Listener>>();
  const on = (event: string, listener: Listener): void => {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
  };
  return {
    on,
    once: (event, listener) => {
      const first = (...args: never[]): void => {
        listeners.get(event)?.delete(first);
        listener(...args);
      };
      on(event, first);
    },
    fire: (event, ...args) => {
      const heard = [...(listeners.get(event) ?? [])];
      for (const listener of heard) listener(...(args as never[]));
      return heard.length;
    },
    get events() {
      return new Set(listeners.keys());
    },
  };
}

export interface StandInEvent {
  preventDefault(): void;
  defaultPrevented: boolean;
}

export const newEvent = <T extends object>(more: T = {} as T): StandInEvent & T => ({
  ...more,
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true;
  },
});
