// Fails as `process.argv[2]` says, behind the listeners of Electron's entry; `through` ends it by Electron's own exit.
import { dieThrough } from '../../../../main/die-on-fault.ts';

const fault = (): never => {
  throw new Error('Aminata Exemple\n    has said this.ts:7');
};
const ways: Readonly<Record<string, () => void>> = {
  timer: () => void setTimeout(fault, 1),
  port: () => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', fault);
    port1.start();
    port2.postMessage('said');
  },
  rejection: () => void Promise.reject(new Error('Aminata Exemple')),
  words: () => void Promise.reject('Aminata Exemple'),
  twice: () => {
    setTimeout(fault, 1);
    setTimeout(fault, 1);
    dieThrough(() => undefined);
    setTimeout(() => process.exit(2), 50);
  },
  through: () => {
    dieThrough((code) => process.exit(code + 40));
    setTimeout(fault, 1);
  },
  refused: () => {
    dieThrough(() => {
      throw new Error('too early');
    });
    setTimeout(fault, 1);
  },
};
ways[process.argv[2] ?? '']?.();
setTimeout(() => process.exit(0), 2_000);
