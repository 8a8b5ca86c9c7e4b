import { fileURLToPath } from 'node:url';

/** The built-in bundle: an invented desk, so that a fresh clone runs and nobody can take it for a real one. */
export const demoBundlePath = fileURLToPath(new URL('../demo/bundle.json', import.meta.url));
