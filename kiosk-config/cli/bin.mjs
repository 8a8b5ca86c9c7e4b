#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runPinned } from '../../main/bin/pinned-node.mjs';

runPinned(fileURLToPath(new URL('./kiosk-config.ts', import.meta.url)), process.argv.slice(2));
