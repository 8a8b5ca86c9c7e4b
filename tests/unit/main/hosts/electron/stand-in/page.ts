/** A page behind the real preload, as far as a window: messages, an origin, and the ports that are handed in. */
export interface StandInPage {
  /** What the page's own code sees as `window`. */
  readonly window: Pick<Window, 'addEventListener' | 'removeEventListener' | 'postMessage' | 'location'>;
  /** Every line that the preload handed on. */
  readonly lines: readonly MessagePort[];
  /** Origins that messages were meant for. */
  readonly sentTo: readonly unknown[];
  dispatch(event: Event): void;
  /** Its process ends: its ports close. */
  end(): void;
}

type PostIpc = (channel: string, message: unknown, ports: readonly MessagePort[]) => void;

/** Runs the preload in front of a page; what it asks of Electron is `ipcRenderer.postMessage` alone. */
export function runPage(code: string, origin: string, postMessage: PostIpc): StandInPage {
  const target = new EventTarget();
  const lines: MessagePort[] = [];
  const sentTo: unknown[] = [];
  let isAlive = true;
  const window: StandInPage['window'] = {
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    location: { origin } as Location,
    postMessage: (data: unknown, to?: unknown, ports: readonly Transferable[] = []) => {
      const handed = ports.filter((port): port is MessagePort => port instanceof MessagePort);
      lines.push(...handed);
      sentTo.push(to);
      setImmediate(() => {
        if (isAlive) target.dispatchEvent(Object.assign(new Event('message'), { data, ports, source: window, origin }));
      });
    },
  };
  const electron = {
    get ipcRenderer() {
      return { postMessage };
    },
  };
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot load ${name}`);
    return electron;
  };
  new Function('require', 'window', code)(require, window);
  return {
    window,
    lines,
    sentTo,
    dispatch: (event) => void target.dispatchEvent(event),
    end: () => {
      isAlive = false;
      for (const line of lines) line.close();
    },
  };
}
