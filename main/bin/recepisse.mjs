#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runPinned } from './pinned-node.mjs';

runPinned(fileURLToPath(new URL('../cli.ts', import.meta.url)), process.argv.slice(2));
