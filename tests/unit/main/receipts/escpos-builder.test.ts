import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PrinterProfile } from '../../../../kiosk-config/schema/printer-profile.ts';
import { startVirtualPrinter } from '../../../../main/devices/printers/virtual/virtual-printer.ts';
import { buildEscpos, type PaperBlock } from '../../../../main/receipts/escpos-builder.ts';
import { readJob } from '../../../devices/job-reader.ts';
import { openForTest, PAPER_58, PAPER_80, PAPER_80_H, PAPER_512 } from '../../../devices/printer-parts.ts';

const ALL = process.env.RECEPISSE_TESTS === 'all';

async function build(profile: PrinterProfile, blocks: readonly PaperBlock[]): Promise<Uint8Array> {
  const built = await buildEscpos(profile, blocks);
  if (!built.ok) throw new Error(built.fault.message);
  return built.value;
}

/** Prints on the virtual printer and gives the paper. */
async function paperOf(profile: PrinterProfile, blocks: readonly PaperBlock[]) {
  const virtual = await startVirtualPrinter({ profile, speedMmPerS: 10_000 });
  if (!virtual.ok) throw new Error(virtual.fault.message);
  const printer = await openForTest(`tcp://127.0.0.1:${virtual.value.port}?profile=${profile.id}`);
  const outcome = await printer.print(await build(profile, blocks));
  const [paper] = await virtual.value.papers();
  await virtual.value.close();
  if (paper === undefined) throw new Error('no paper');
  return { outcome, paper };
}

const FRENCH = [
  'REÇU D’ENVOI — « Œuvre » n° 12 – 25,00 €',
  'Àâäçéèêëîïôöùûüÿ ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ œ Œ æ Æ',
  'L’accusé de l’organisme : en attente…',
  '50 % des pièces, 3 m², ½ journée, ±1 °C, §4',
  '‹guillemets simples› „bas“ “hauts” ‘ici’ • ™ ©',
];

describe('text', () => {
  test('French lines survive on paper, typography included', async () => {
    const { outcome, paper } = await paperOf(PAPER_80_H, [
      ...FRENCH.map((text): PaperBlock => ({ kind: 'text', text })),
      { kind: 'cut' },
    ]);
    expect(outcome.result).toBe('printed');
    expect(paper.text.split('\n').slice(0, FRENCH.length)).toEqual(FRENCH);
    expect(paper.complete).toBe(true);
  });

  test('the narrow no-break space of French numbers is printed as a no-break space', async () => {
    const { paper } = await paperOf(PAPER_80, [
      { kind: 'text', text: '1\u202f250,00\u202f€ e\u0301te\u0301' },
      { kind: 'cut' },
    ]);
    expect(paper.text.split('\n')[0]).toBe('1\u00a0250,00\u00a0€ été');
  });

  /** Width in dots of the first line of ink. */
  const inkWidth = async (text: string) => {
    const { pictures } = readJob(await build(PAPER_80, [{ kind: 'text', text }]));
    return Math.max(0, ...pictures.map((picture) => picture.inkWidth));
  };

  test.each([
    ['Polish', 'Łukasz Żółciński'],
    ['Cyrillic', 'Олена Шевченко'],
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['Greek', 'Γιώργος Παπαδόπουλος'],
  ])('a %s name is drawn by the font that ships, never as ? and never as boxes', async (_, text) => {
    expect(readJob(await build(PAPER_80, [{ kind: 'text', text }])).text).toBe('');
    // Letters differ in width and the box drawn for a missing one (a private-use character) does not.
    const box = (await inkWidth('\ue000\ue000')) - (await inkWidth('\ue000'));
    const letters = [...new Set(text.replaceAll(' ', ''))].filter((letter) => letter > '\u00ff');
    const widths = await Promise.all(
      letters.map(async (letter) => (await inkWidth(`Ł${letter}${letter}Ł`)) - (await inkWidth(`Ł${letter}Ł`))),
    );
    expect(widths.length).toBeGreaterThan(0);
    expect(widths.every((width) => width === box)).toBe(false);
  });

  // Not covered by the font that ships: legible only where the machine has a font for it, else a box with the code.
  test.each(['محمد الأمين', 'முருகன்', '王小明'])(
    '%s, in a script the shipped font lacks, is at least no ?',
    async (text) => {
      const job = readJob(await build(PAPER_80, [{ kind: 'text', text }]));
      expect(job.text).toBe('');
      expect(job.pictures.reduce((sum, { ink }) => sum + ink, 0)).toBeGreaterThan(100);
    },
  );

  test('a name with markup is drawn as it is written', async () => {
    const plain = readJob(await build(PAPER_80, [{ kind: 'text', text: 'Żó <b>&amp;</b> <span size="1">x' }]));
    const words = readJob(await build(PAPER_80, [{ kind: 'text', text: 'Żó x' }]));
    const width = (job: typeof plain) => Math.max(...job.pictures.map((picture) => picture.inkWidth));
    expect(width(plain)).toBeGreaterThan(2 * width(words));
  });

  test('a name with control bytes cannot move the printer or forge a line', async () => {
    const evil = 'ANNE\x1b@\x1dV\x00\x10\x04\x01\n\r\nPAGES : 66\u2028\u0085X\u202eY\u2066\u200b\x7f\x00\x9bZ';
    const { paper } = await paperOf(PAPER_80, [
      { kind: 'text', text: `Nom : ${evil}` },
      { kind: 'text', text: 'FIN' },
      { kind: 'cut' },
    ]);
    expect(paper.text.split('\n').slice(0, 2)).toEqual(['Nom : ANNE·@·V·······PAGES : 66··XY···Z', 'FIN']);
    expect(paper.text).not.toContain('not understood');
    expect(paper.complete).toBe(true);
  });

  test('whatever a field holds, the job is made of known commands and the lines around it stay', async () => {
    const field = fc.string({ unit: 'binary', maxLength: 60 });
    const style = fc.record({
      bold: fc.boolean(),
      size: fc.constantFrom('normal', 'double'),
      align: fc.constantFrom('left', 'center'),
    });
    await fc.assert(
      fc.asyncProperty(field, style, async (text, { bold, size, align }) => {
        const job = readJob(
          await build(PAPER_80, [
            { kind: 'text', text: 'AVANT' },
            { kind: 'text', text, bold, align: align as 'left', size: size as 'normal' },
            { kind: 'pair', label: text, value: text },
            { kind: 'text', text: 'APRES' },
            { kind: 'cut' },
          ]),
        );
        const lines = job.text.split('\n');
        expect(lines[0]).toBe('AVANT');
        expect(lines.filter((line) => line === 'APRES').length).toBeGreaterThan(0);
        expect(job.cuts).toBe(1);
        expect(job.realTimeCommands).toBe(0);
      }),
      { seed: 20261123, numRuns: ALL ? 2_000 : 120 },
    );
  });

  test('lines are wrapped to the columns, half of them in double width, and no word is lost', async () => {
    const text = 'Cette démarche est gratuite : conservez la feuille A4, le papier thermique s’efface avec le temps';
    for (const size of ['normal', 'double'] as const) {
      const { text: printed } = readJob(await build(PAPER_58, [{ kind: 'text', text, size }]));
      const lines = printed.trim().split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(size === 'double' ? 16 : 32);
      expect(lines.join(' ')).toBe(text);
    }
    const long = readJob(await build(PAPER_58, [{ kind: 'text', text: 'X'.repeat(70) }])).text;
    expect(
      long
        .trim()
        .split('\n')
        .map((line) => line.length),
    ).toEqual([32, 32, 6]);
  });

  test('a label and its value share a line, or stand under each other', async () => {
    const fits = readJob(await build(PAPER_58, [{ kind: 'pair', label: 'Numéro', value: '7KQ4-2M9X' }])).text;
    expect(fits).toBe(`Numéro${' '.repeat(32 - 6 - 9)}7KQ4-2M9X\n`);
    const tall = readJob(
      await build(PAPER_58, [{ kind: 'pair', label: 'Préparé le', value: '23/11/2026 à 09:14 (heure de Paris)' }]),
    );
    expect(tall.text).toBe('Préparé le\n  23/11/2026 à 09:14 (heure de\n  Paris)\n');
  });
});

describe('bytes', () => {
  test('a small job, byte for byte', async () => {
    const job = await build(PAPER_80, [
      { kind: 'text', text: 'É€', bold: true, align: 'center', size: 'double' },
      { kind: 'feed', lines: 1 },
      { kind: 'cut' },
    ]);
    const expected = '1b40 1b7410 1b6100 1b6101 1b4501 1d2111 c9800a 1d2100 1b4500 1b6100 0a 0a0a0a0a0a 1d5601';
    expect(Buffer.from(job).toString('hex')).toBe(expected.replaceAll(' ', ''));
  });

  test('the number that selects Windows-1252 is the profile’s', async () => {
    const job = await build({ ...PAPER_80, windows1252: 71 }, []);
    expect(Buffer.from(job).includes(Buffer.from([0x1b, 0x74, 71]))).toBe(true);
  });

  test('the same blocks give the same bytes', async () => {
    const blocks: PaperBlock[] = [
      { kind: 'text', text: 'Żółć' },
      { kind: 'qr', text: 'ABC' },
      { kind: 'rule' },
      { kind: 'cut' },
    ];
    expect(await build(PAPER_80, blocks)).toEqual(await build(PAPER_80, blocks));
  });

  test('a model without a knife is fed to its tear bar and gets no cut command', async () => {
    const job = readJob(await build({ ...PAPER_80, cutter: false }, [{ kind: 'cut' }]));
    expect(job.cuts).toBe(0);
    expect(job.text).toMatch(/^\n{5,}$/);
  });

  test('of the library only the nine sound calls are used', async () => {
    const allowed = ['hardware', 'setCharacterCodeTable', 'align', 'size', 'text', 'raster', 'raw', 'cut', 'flush'];
    const source = await readFile(new URL('../../../../main/receipts/escpos-builder.ts', import.meta.url), 'utf8');
    const used = new Set([...source.matchAll(/printer\s*\??\.\s*(\w+)/g)].map(([, name]) => name ?? ''));
    expect([...used].filter((name) => !allowed.includes(name))).toEqual([]);
    expect(used.size).toBe(allowed.length);
    expect(source).not.toMatch(/qrcode|qrimage|getStatus|\.style\(|adapter['"]|\)\s*\n\s*\.\w+\(|Image\.load/);
  });
});

describe('QR', () => {
  const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
  const text = Array.from({ length: 600 }, (_, i) => ALPHANUMERIC[(i * 7 + (i >> 3)) % 45]).join('');

  test.each([
    ['80 mm', PAPER_80],
    ['58 mm', PAPER_58],
    ['TM-T88V', PAPER_512],
  ])('zbar reads 600 characters from the paper, %s', async (_, profile) => {
    const { outcome, paper } = await paperOf(profile, [
      { kind: 'text', text: 'Avant' },
      { kind: 'qr', text },
      { kind: 'text', text: 'Après' },
      { kind: 'cut' },
    ]);
    expect(outcome.result).toBe('printed');
    const folder = await mkdtemp(join(tmpdir(), 'paper-'));
    await writeFile(join(folder, 'paper.png'), paper.png);
    const read = await promisify(execFile)(
      'zbarimg',
      ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', join(folder, 'paper.png')],
      { timeout: 20_000 },
    );
    await rm(folder, { recursive: true });
    expect(read.stdout).toBe(`${text}\n`);
  });

  test.each([
    [PAPER_80, 'A'.repeat(300), 6],
    [PAPER_512, 'A'.repeat(300), 6],
    [PAPER_58, text, 4],
    [PAPER_80, text, 6],
    [PAPER_58, 'A'.repeat(1_000), 3],
  ] as const)('modules are whole dots, as many as fit and at most 6 (%#)', async (profile, content, dots) => {
    const { pictures } = readJob(await build(profile, [{ kind: 'qr', text: content }]));
    expect(pictures.every(({ width }) => width <= profile.dotsPerLine)).toBe(true);
    // Every run of ink in the first finder row is a multiple of the module.
    const first = pictures[0]?.rows.find((row) => row.includes('1')) ?? '';
    for (const run of first.match(/1+/g) ?? []) expect(run.length % dots).toBe(0);
    expect((first.match(/1+/) ?? [''])[0].length).toBe(7 * dots);
  });

  test('a QR that the paper cannot hold is a fault, not a smaller QR', async () => {
    expect(await buildEscpos(PAPER_58, [{ kind: 'qr', text: 'A'.repeat(2_500) }])).toMatchObject({
      ok: false,
      fault: { code: 'qr-too-wide' },
    });
    expect(await buildEscpos(PAPER_80, [{ kind: 'qr', text: 'a'.repeat(5_000) }])).toMatchObject({
      ok: false,
      fault: { code: 'qr-too-long' },
    });
  });
});
