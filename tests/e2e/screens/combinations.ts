import { everything } from '../cli.ts';
import { landscape, portrait } from './display.ts';

const all = [
  { name: 'portrait-fr', size: portrait, language: 'fr' },
  { name: 'landscape-en', size: landscape, language: 'en' },
  { name: 'portrait-en', size: portrait, language: 'en' },
  { name: 'landscape-fr', size: landscape, language: 'fr' },
] as const;

/** Both sizes and both languages in two of the four combinations; all of them with RECEPISSE_TESTS=all. */
export const combinations = everything ? all : all.slice(0, 2);
