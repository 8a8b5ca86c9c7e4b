import type { Answer } from './asks.ts';
import { showFault } from './faults.ts';
import { scanScreen, withoutPage, withPage } from './scan-screen.ts';
import { instead, type Journey, type Screen, type Step, stay, withVisit } from './state.ts';

type OfScan = Extract<Answer, { readonly name: 'scan' | 'redoPage' | 'keepPage' | 'turnPage' }>;
/** A page that the visit's process does not know any more. */
const gone = 'no-such-page';

const idle = (journey: Journey): Journey => withVisit({ ...journey, busy: null }, { scanning: null });

/** What came of it: the next page that needs a decision, else the pages. */
export function onScanned(journey: Journey, answer: OfScan): Step {
  if (journey.busy !== answer.name || journey.screen.at !== 'scan' || !answer.result.ok) return stay(journey);
  const next = withVisit(idle(journey), { pages: pagesAfter(journey, answer) });
  return stay(instead(next, scanScreen(next, journey.screen.document)));
}

function pagesAfter({ visit: { pages } }: Journey, answer: OfScan): Journey['visit']['pages'] {
  if (!answer.result.ok) return pages;
  switch (answer.name) {
    case 'scan':
      return pages;
    case 'keepPage':
      return pages.map((page) => (page.id === answer.input.page ? { ...page, settled: true } : page));
    case 'redoPage':
    case 'turnPage':
      return withPage(pages, answer.input.page, answer.result.value);
  }
}

/** Pages already taken are kept. Where some came before it broke off, the sheets are counted first: a page can vanish without a word. */
export function onScanFault(journey: Journey, answer: OfScan, code: string): Step {
  const { screen, visit, busy } = journey;
  if (busy !== answer.name) return stay(journey);
  const next = idle(journey);
  if (screen.at !== 'scan') return stay(next);
  const { document } = screen;
  if (answer.name !== 'scan' && code === gone) {
    const without = withVisit(next, { pages: withoutPage(visit.pages, answer.input.page) });
    return stay(instead(without, scanScreen(without, document)));
  }
  const isCountDue = answer.name === 'scan' && visit.came > 0 && code !== 'too-many-pages';
  const onward: Screen = isCountDue
    ? { at: 'scan', document, phase: 'count', came: visit.came, sheets: null }
    : scanScreen(next, document);
  const there = instead(next, onward);
  return code === 'cancelled' ? stay(there) : showFault(there, answer, code);
}
