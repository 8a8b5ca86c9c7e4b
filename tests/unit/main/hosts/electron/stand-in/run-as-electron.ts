// `node --import run-as-electron.ts ENTRY`: runs a program of Electron's with the stand-in in Electron's place.
import { registerHooks } from 'node:module';

const module = new URL('./as-module.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' && context.parentURL !== undefined && !context.parentURL.includes('/stand-in/')
      ? { url: module, shortCircuit: true }
      : next(name, context),
});
