import { createContext, useContext } from 'react';
import type { Camera } from './camera/camera.ts';
import type { Touch, TouchName } from './journey/events.ts';
import type { Journey } from './journey/state.ts';
import type { Pictures } from './pictures.ts';
import type { Session } from './session.ts';
import type { Say } from './texts.ts';

/** What every screen is given. */
export interface Screens {
  readonly journey: Journey;
  /** Touches that mean something now; a button for another is not shown. */
  readonly offered: ReadonlySet<TouchName>;
  readonly touch: (touch: Touch) => void;
  /** Texts in the visitor's language. */
  readonly say: Say;
  /** Texts in a given language: the welcome screen speaks several. */
  readonly sayIn: (language: string) => Say;
  readonly pictures: Pictures;
  readonly camera: Camera;
  readonly dock: Session['dock'];
  readonly openStaff: Session['openStaff'];
}

const context = createContext<Screens | null>(null);
export const ScreensProvider = context.Provider;

export function useScreens(): Screens {
  const screens = useContext(context);
  if (!screens) throw new Error('useScreens: outside of the app');
  return screens;
}
