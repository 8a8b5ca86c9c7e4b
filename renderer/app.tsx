import { type ComponentType, useEffect, useMemo, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Camera } from './camera/camera.ts';
import { Overlays } from './components/overlays.tsx';
import { cameraWanted } from './journey/camera.ts';
import { offers } from './journey/offers.ts';
import type { ScreenName } from './journey/state.ts';
import { type Screens, ScreensProvider } from './kiosk-context.ts';
import { pageLimits } from './limits.ts';
import type { Pictures } from './pictures.ts';
import { Erasing, FaultScreen, Goodbye } from './screens/after.tsx';
import { Disconnected, Privacy, Resume, Starting, Welcome } from './screens/before.tsx';
import { Letter, Need, NotListed, PrintOrCopy } from './screens/choose.tsx';
import { Copy } from './screens/copy.tsx';
import { Field } from './screens/field.tsx';
import { Find } from './screens/find.tsx';
import { HowTo } from './screens/how-to.tsx';
import { Leave } from './screens/leave.tsx';
import { MyReceipt, Reprint, Status } from './screens/my-receipt.tsx';
import { PaperDay } from './screens/paper-day.tsx';
import { Posted } from './screens/posted.tsx';
import { Procedure } from './screens/procedure.tsx';
import { Dates, Receipt, Recorded } from './screens/receipt.tsx';
import { Review } from './screens/review.tsx';
import { Scan } from './screens/scan.tsx';
import type { Session } from './session.ts';
import { StaffRoom } from './staff/staff-room.tsx';
import type { Store } from './store.ts';
import { directionOf, type Texts } from './texts.ts';

const screens: Readonly<Record<ScreenName, ComponentType>> = {
  starting: Starting,
  disconnected: Disconnected,
  welcome: Welcome,
  resume: Resume,
  privacy: Privacy,
  need: Need,
  find: Find,
  procedure: Procedure,
  howTo: HowTo,
  field: Field,
  scan: Scan,
  paperDay: PaperDay,
  review: Review,
  leave: Leave,
  recorded: Recorded,
  receipt: Receipt,
  dates: Dates,
  myReceipt: MyReceipt,
  status: Status,
  reprint: Reprint,
  posted: Posted,
  printOrCopy: PrintOrCopy,
  copy: Copy,
  letter: Letter,
  notListed: NotListed,
  erasing: Erasing,
  goodbye: Goodbye,
  staff: StaffRoom,
};

export interface AppParts {
  readonly store: Store;
  readonly session: Session;
  readonly texts: Texts;
  readonly pictures: Pictures;
  readonly camera: Camera;
}

/** The whole page: the screen where the journey is, and what lies over it. */
export function App({ store, session, texts, pictures, camera }: AppParts) {
  const journey = useSyncExternalStore(store.subscribe, store.get);
  const { language, visitOpen, screen } = journey;
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  useEffect(() => {
    if (!visitOpen) pictures.forget();
  }, [visitOpen, pictures]);
  const wanted = cameraWanted(journey);
  useEffect(() => camera.want(wanted), [wanted, camera]);
  useEffect(() => {
    if (screen.at !== 'goodbye') return;
    const timer = setTimeout(() => store.tell({ type: 'newVisit' }), pageLimits.goodbyeMs);
    return () => clearTimeout(timer);
  }, [screen, store]);

  const given = useMemo(
    (): Screens => ({
      journey,
      // What lies over a screen takes the touches, but changes nothing of what is seen below it.
      offered: offers({ ...journey, overlay: null, secondsLeft: null }),
      touch: store.tell,
      say: texts.in(language),
      sayIn: texts.in,
      pictures,
      camera,
      dock: session.dock,
      openStaff: session.openStaff,
    }),
    [journey, store, texts, language, pictures, camera, session],
  );
  const Now = journey.fault ? FaultScreen : screens[screen.at];
  // A new screen is a new component, so that nothing typed on one appears on the next.
  const key = [
    screen.at,
    'phase' in screen ? `${screen.phase}${screen.document}` : '',
    screen.at === 'paperDay' ? screen.document : '',
    screen.at === 'posted' ? [screen.step, screen.reads] : '',
    'by' in screen ? [screen.by, screen.chosen] : '',
    journey.fault?.text,
  ].join();
  return (
    <I18nProvider locale={language}>
      <ScreensProvider value={given}>
        <Now key={key} />
        <Overlays />
      </ScreensProvider>
    </I18nProvider>
  );
}
