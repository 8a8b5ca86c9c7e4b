import { constants } from 'node:fs';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VirtualPaper } from './paper.ts';

/** Lays papers into a folder as `paper-0001.png` and `.txt`; an uncut one is called `…-uncut`. They hold what a receipt holds: mode 0600. */
export class PaperTray {
  readonly #directory: string;
  #count = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** What keeps the folder from taking papers, null when nothing does. */
  async problem(): Promise<string | null> {
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      await access(this.#directory, constants.W_OK | constants.X_OK);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async lay(paper: VirtualPaper): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    this.#count++;
    const name = `paper-${String(this.#count).padStart(4, '0')}${paper.complete ? '' : '-uncut'}`;
    await this.#write(`${name}.txt`, paper.text);
    await this.#write(`${name}.png`, paper.png);
  }

  /** Under its final name a file is whole. */
  async #write(name: string, content: string | Uint8Array): Promise<void> {
    const path = join(this.#directory, name);
    await writeFile(`${path}.part`, content, { mode: 0o600 });
    await rename(`${path}.part`, path);
  }
}
