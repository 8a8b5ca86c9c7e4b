import type { Journey, Screen } from './state.ts';

/** The screen of a document: its pages when there are some, else where to put the first. */
export function scanScreen({ visit }: Journey, document: number): Screen {
  const code = visit.procedure?.documents[document]?.code;
  const hasPages = visit.pages.some((page) => page.document === code);
  return { at: 'scan', document, phase: hasPages ? 'look' : 'put' };
}
