import type { Hand } from './hand.ts';

export const warningTitle = 'Répondre à un avertissement avant sanction de France Travail';

export interface FilingSteps {
  readonly name: string | null;
  /** Puts sheets on the scanner: for the first paper, then for the second. */
  readonly put: (paper: 0 | 1) => void | Promise<void>;
  /** How many come of each; without it one and two. null: as many as lie there. */
  readonly pages?: readonly [number | null, number | null];
  /** How it leaves; without it by the counter alone. */
  readonly channels?: readonly ('counter' | 'post')[];
}

/** From the welcome to the question for the name. */
export async function goToName(hand: Hand): Promise<void> {
  // The welcome greets in the desk's first language; each language has its own button.
  await hand.finds('screen.language.name');
  await hand.look('welcome');
  await hand.tap('screen.language.name');
  await hand.sees('screen.privacy.title');
  await hand.look('privacy');
  await hand.tap('screen.privacy.agree');
  await hand.sees('screen.need.title');
  await hand.look('need');
  await hand.tap('screen.need.find');
  await hand.sees('screen.find.title');
  await hand.look('find-need');
  await hand.tap('screen.domain.emploi');
  await hand.look('find-lines');
  await hand.tapWords(warningTitle);
  await hand.seesWords(warningTitle);
  await hand.look('procedure');
  await hand.tap('screen.procedure.begin');
  await hand.seesWords('Date à laquelle vous avez reçu l’avertissement');
  for (const digit of '20112026') await hand.tapWords(digit);
  await hand.look('field-date');
  await hand.tap('screen.always.next');
  await hand.sees('screen.field.name.title');
  await hand.look('field-name');
}

/** From the welcome to the first paper. */
export async function goToPapers(hand: Hand, name: string | null): Promise<void> {
  await goToName(hand);
  if (name) await hand.type(name);
  if (name) await hand.look('field-name-typed');
  await hand.tap(name ? 'screen.always.next' : 'screen.field.name.skip');
  await hand.seesWords('Lettre d’avertissement reçue (et son enveloppe avec le cachet de La Poste)');
  await hand.look('scan-put');
}

/** The goodbye is said by the page that goes, and again by the one that comes. */
export async function newVisit(hand: Hand): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    await hand.tap('screen.goodbye.new').catch(() => undefined);
    if (await hand.isThere('screen.language.start')) return;
  }
  await hand.finds('screen.language.name');
}

/** One paper scanned, looked at and kept. */
export async function scanPaper(hand: Hand, pages: number | null, look = 'scan'): Promise<void> {
  await hand.tap('screen.scan.take');
  await hand.look(`${look}-taking`);
  const page = await hand.page();
  await hand.finds('screen.scan.keep');
  const have = pages === null ? '.look-count' : `text=${hand.say('screen.scan.have', { count: pages })}`;
  await page.locator(have).first().waitFor();
  await page.locator('canvas.look-page').waitFor();
  await hand.look(`${look}-look`);
  await hand.tap('screen.scan.keep');
}

/** The whole filing by touch alone, to « dossier enregistré »; gives its number as the screen shows it. */
export async function fileByTouch(
  hand: Hand,
  { name, put, pages = [1, 2], channels = ['counter'] }: FilingSteps,
): Promise<string> {
  await goToPapers(hand, name);
  await put(0);
  await scanPaper(hand, pages[0], 'scan');
  await hand.seesWords('Preuves : candidatures, réponses d’employeurs, certificat médical…');
  await put(1);
  await scanPaper(hand, pages[1], 'scan-two');
  return recordByTouch(hand, channels);
}

/** From the review to « dossier enregistré ». */
export async function recordByTouch(hand: Hand, channels: FilingSteps['channels'] = ['counter']): Promise<string> {
  await hand.sees('screen.review.title');
  await hand.look('review');
  await hand.tap('screen.review.done');
  await hand.sees('screen.leave.title');
  await hand.look('leave');
  if (channels.includes('counter')) await hand.tap('screen.leave.counter.title');
  if (channels.includes('post')) await chooseThePost(hand);
  await hand.look('leave-chosen');
  await hand.tap('screen.leave.record');
  await hand.sees('screen.recorded.title');
  await hand.look('recorded');
  const page = await hand.page();
  return (await page.locator('.number').first().textContent())?.trim() ?? '';
}

/** The receipt, the dates, and the end. */
export async function leaveByTouch(hand: Hand): Promise<void> {
  await hand.tap('screen.recorded.see');
  await hand.sees('screen.receipt.title');
  await (await hand.page()).locator('canvas.paper:not([height="297"])').waitFor();
  await hand.look('receipt');
  await hand.tap('screen.receipt.dates');
  await hand.sees('screen.dates.title');
  await hand.look('dates');
  await hand.tap('screen.always.finish');
  await hand.sees('screen.goodbye.handOver.title');
  // By the page that goes, and by the one that comes: nobody leaves with a filing that nobody was given.
  for (let looks = 0; looks < 2; looks++) {
    await hand.reads('screen.goodbye.handOver.text');
    await hand.isThere('screen.goodbye.handOver.text');
  }
  await hand.look('goodbye');
}

/** A letter needs to know from whom and to whom. */
async function chooseThePost(hand: Hand): Promise<void> {
  await hand.tap('screen.leave.post.title');
  const answers = {
    'Nom et prénom de l’expéditeur': 'zoe exemple',
    'Adresse de l’expéditeur': 'Rue Des Exemples',
    'Nom et adresse du destinataire, lus sur la lettre reçue ou confirmés par l’accueil': 'Agence Inventee',
  };
  for (const [question, words] of Object.entries(answers)) {
    await hand.seesWords(question);
    await hand.type(words);
    await hand.tap('screen.always.next');
  }
  await hand.sees('screen.leave.title');
}
