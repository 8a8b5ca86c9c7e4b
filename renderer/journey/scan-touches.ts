import { unreachable } from '../../shared/result.ts';
import { isCamera } from './camera.ts';
import type { ScanTouch } from './events.ts';
import { afterPages } from './paper-day.ts';
import { put, scanScreen, withoutPage } from './scan-screen.ts';
import { instead, type Journey, type Step, stay, wait, withVisit } from './state.ts';

/** Touches while a paper is copied: each page is taken, looked at, and kept, done again or taken away. */
export function onScanTouch(journey: Journey, touch: ScanTouch): Step {
  const { screen, visit } = journey;
  if (screen.at !== 'scan') return stay(journey);
  const { document } = screen;
  switch (touch.type) {
    case 'scan': {
      const code = visit.procedure?.documents[document]?.code;
      if (!code) return stay(journey);
      const fresh = withVisit(journey, { scanning: null, came: 0 });
      const redo = screen.phase === 'put' ? screen.redo : null;
      return wait(
        fresh,
        redo === null ? { name: 'scan', input: { document: code } } : { name: 'redoPage', input: { page: redo } },
      );
    }
    case 'cancelScan':
      return stay(journey, { name: 'cancelScan', input: {} });
    case 'addPage':
      return stay(instead(journey, put(document)));
    case 'redoPage':
      // Where a decision is asked, how to lay the paper is on the screen already; with a camera it is seen while it is laid.
      if (screen.phase !== 'decide' || isCamera(journey)) return stay(instead(journey, put(document, touch.page)));
      return wait(withVisit(journey, { scanning: null }), { name: 'redoPage', input: { page: touch.page } });
    case 'keepPage':
      return wait(journey, { name: 'keepPage', input: { page: touch.page } });
    case 'turnPage':
      return wait(journey, { name: 'turnPage', input: { page: touch.page, quarterTurns: 1 } });
    case 'removePage': {
      const pages = withoutPage(visit.pages, touch.page);
      // Another paper has another day.
      const days = Object.entries(visit.days).filter(([code]) => pages.some((page) => page.document === code));
      const next = withVisit(journey, { pages, days: Object.fromEntries(days) });
      return stay(instead(next, scanScreen(next, document)), { name: 'removePage', input: { page: touch.page } });
    }
    case 'seePages':
      return stay(instead(journey, scanScreen(journey, document)));
    case 'countSheets':
      return stay({ ...journey, fault: null });
    case 'giveSheets':
      return stay(screen.phase === 'count' ? instead(journey, { ...screen, sheets: touch.sheets }) : journey);
    case 'recountSheets':
      return stay(screen.phase === 'count' ? instead(journey, { ...screen, sheets: null }) : journey);
    case 'documentDone':
      return visit.procedure ? afterPages(journey) : stay(journey);
    default:
      return unreachable(touch);
  }
}
