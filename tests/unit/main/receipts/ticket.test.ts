import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderTicket } from '../../../../main/receipts/ticket.ts';
import { paperOf, profile, sampled, sampleView, states, texts } from './fixture.ts';

const run = promisify(execFile);
const widths = [576, 512, 384] as const;
type View = ReturnType<typeof sampleView>;

async function print(view: View, width: 576 | 512 | 384 = 576) {
  const ticket = await renderTicket(view, profile(width), texts);
  if (!ticket.ok) throw new Error(ticket.fault.message);
  return { bytes: ticket.value, ...(await paperOf(ticket.value, profile(width))) };
}

async function readQr(png: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ticket-'));
  try {
    await writeFile(join(folder, 'paper.png'), png);
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', join(folder, 'paper.png')], { timeout: 30_000 });
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('ticket', () => {
  it.each([
    ['prepared', /^DOSSIER PRÊT —\nPAS ENCORE ENVOYÉ\n/],
    ['counter sent', /^REÇU D’ENVOI\n\nUn agent de l’accueil a pris le dossier\. Rien ne\n?/],
    ['sent', /^REÇU D’ENVOI\n/],
    ['failed', /^DOSSIER PRÊT —\nPAS ENCORE ENVOYÉ\n\nL’envoi n’a pas marché\./],
    ['unknown', /^DOSSIER PRÊT —\nENVOI NON CONFIRMÉ\n/],
    ['acknowledged', /^REÇU —\nACCUSÉ PAR Caisse\n/],
    ['mismatch', /^ÉCART\n\nL’organisme a compté 7 pages\. La borne a\nenregistré 8 pages\./],
    ['decided', /^DÉCISION DE Caisse\n/],
    ['withdrawn', /^DOSSIER RETIRÉ\n/],
  ])('is titled by its state: %s', async (state, title) => {
    const { text } = await print(sampleView({ content: states[state] ?? {} }));
    expect(text.replaceAll('\u00a0', ' ')).toMatch(title);
    expect(text).not.toMatch(/accusé de réception/i);
  });

  it('never says « envoyé » of what was not sent, nor that the agency has what the desk has', async () => {
    const { text } = await print(sampleView({ content: states.unknown ?? {} }));
    expect(text).toContain('Pas sûr');
    expect(text).not.toContain('REÇU D’ENVOI');
    const counter = await print(sampleView({ content: states['counter sent'] ?? {} }));
    expect(counter.text).not.toContain('Parti vers l’organisme');
    expect(counter.text).toContain('Que l’organisme a reçu toutes les pages');
  });

  it('keeps the order of the receipt', async () => {
    const { text } = await print(sampleView());
    const parts = [
      'DOSSIER PRÊT',
      'France Services de Lille-Fives',
      'Borne 1',
      'K7P2-9QXM-4',
      'Zoé Lefèvre-Brœuf',
      'PRÉPARÉ',
      'ENVOYÉ',
      'REÇU PAR L’ORGANISME',
      'Demander le revenu',
      'en attente',
      'PAPIERS',
      'TOTAL',
      'Empreinte du dossier',
      'Rang au registre',
      'picture',
      'CE QUE PROUVE',
      'CE QU’IL NE PROUVE PAS',
      'VOS PROCHAINES DATES',
      'SI VOUS N’ÊTES PAS D’ACCORD',
      'GRATUITE',
      'GARDEZ LA FEUILLE A4',
      '[cut]',
    ];
    const places = parts.map((part, i) => text.indexOf(part, i === 0 ? 0 : text.indexOf(parts[i - 1] ?? '') + 1));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it.each(
    sampled(
      widths.flatMap((width) => [1, 8, 20, 21].map((documents) => [width, documents] as const)),
      3,
    ),
  )('on %d dots with %d documents: whole lines, the true total, a QR that reads', async (width, documents) => {
    const view = sampleView({ documents, pages: 66, content: states.sent ?? {} });
    const { text, png } = await print(view, width);
    const plain = text.replaceAll('\u00a0', ' ');
    expect(plain).toContain('TOTAL : 66 PAGES');
    expect(plain).toContain(`PAPIERS : ${documents} PIÈCE`);
    for (const { hash } of view.documents) expect(plain).toContain((hash.slice(0, 16).match(/.{4}/g) ?? []).join(' '));
    expect(plain.replace(/[ \n]/g, '')).toContain(view.manifestHash);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(Math.floor(width / 12));
    expect(text).not.toContain('not understood');
    expect(text.match(/\[cut\]/g)).toHaveLength(1);
    expect(await readQr(png)).toBe(view.qrText);
  });

  it('a demonstration says so at both ends, a reprint says DUPLICATA', async () => {
    const { text } = await print(sampleView({ content: { demo: true }, view: { duplicate: true } }));
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('---'));
    expect(lines[0]).toBe('DÉMONSTRATION — sans valeur');
    expect(lines.at(-2)).toBe('DÉMONSTRATION — sans valeur');
    expect(lines[1]).toBe('DUPLICATA');
    expect((await print(sampleView())).text).not.toMatch(/DUPLICATA|DÉMONSTRATION/);
  });

  it('says that the clock was not checked, in both places', async () => {
    const { text } = await print(sampleView({ content: { clock: 'unknown' } }));
    expect(text).toContain('Heure de la borne, non vérifiée');
    expect(text.replace(/\s+/g, ' ')).toContain('l’horloge de la borne n’était pas vérifiée');
    expect((await print(sampleView())).text).not.toContain('non vérifiée');
  });

  it('the name may be refused', async () => {
    expect((await print(sampleView({ view: { depositor: null } }))).text).toMatch(/Déposant +non indiqué/);
  });

  it('French comes first, then the visitor’s language; an unknown language gets French', async () => {
    const { text } = await print(sampleView({ view: { language: 'en' } }));
    expect(text.indexOf('FILING READY')).toBeGreaterThan(text.indexOf('GARDEZ LA FEUILLE A4'));
    expect(text.replaceAll('\u00a0', ' ')).toContain('TOTAL: 8 PAGES');
    expect((await print(sampleView({ view: { language: 'ta' } }))).text).toContain('GARDEZ LA FEUILLE A4');
  });

  it('a name with control bytes prints neutralised and moves nothing', async () => {
    const depositor = 'Ali\u001bp\u0000\u001dV\u0000 {{number}}\n\nTOTAL : 999 PAGES';
    const { text } = await print(sampleView({ view: { depositor } }));
    expect(text).toContain('Ali·p··V·');
    expect(text).not.toMatch(/^TOTAL : 999/m);
    expect(text.match(/\[cut\]/g)).toHaveLength(1);
  });

  it('the same view gives the same bytes', async () => {
    const [a, b] = await Promise.all([print(sampleView()), print(sampleView())]);
    expect(a.bytes).toEqual(b.bytes);
  });

  it('a draft has no receipt', async () => {
    const draft = await renderTicket(sampleView({ content: { state: 'draft' } }), profile(576), texts);
    expect(draft).toMatchObject({ ok: false, fault: { code: 'draft' } });
  });
});
