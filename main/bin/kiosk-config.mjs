#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runPinned } from './pinned-node.mjs';

runPinned(fileURLToPath(new URL('../../kiosk-config/cli/kiosk-config.ts', import.meta.url)), process.argv.slice(2));
