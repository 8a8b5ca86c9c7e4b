import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { ownFile } from '../../../own-file.ts';
import { buildAskedChild } from '../../../pages/asked-child.ts';
import type { PressRequest } from './press-messages.ts';

/** Draws invented papers in a process of its own. */
export interface Press {
  draw(request: PressRequest): Promise<Result<Uint8Array, string>>;
  close(): void;
}

const entry = ownFile('press-process', import.meta.url);
/** One sheet takes about 1 s at 300 dpi. */
const drawTimeoutMs = 30_000;
const drawMemoryBytes = 1_500_000_000;

/** Only the fonts that ship: the papers look alike on a machine with other fonts, or none. */
function fontConfiguration(cacheFolder: string): string {
  const root = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));
  const folders = ['400Regular', '700Bold'].map((style) => `<dir>${join(root, style)}</dir>`).join('');
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}<cachedir>${cacheFolder}</cachedir></fontconfig>`;
}

/** `tmpRoot`: where the font list and its cache may stand while the press is open. */
export function buildPress(tmpRoot: string): Press {
  const folder = mkdtempSync(join(tmpRoot, 'press-'));
  const configuration = join(folder, 'fonts.conf');
  writeFileSync(configuration, fontConfiguration(folder));
  const env = { FONTCONFIG_FILE: configuration, HOME: folder };
  const child = buildAskedChild({ entry, timeoutMs: drawTimeoutMs, memoryBytes: drawMemoryBytes, env });
  return {
    async draw(request) {
      const drawn = await child.ask(request);
      return drawn.ok ? ok(drawn.value as Uint8Array) : fail(`${drawn.fault.end}: ${drawn.fault.detail}`);
    },
    close() {
      child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
