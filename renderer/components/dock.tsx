import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useScreens } from '../kiosk-context.ts';
import { Pictogram } from './pictogram.tsx';

const printerActs = ['healthy', 'paper-out', 'cover-open', 'silent', 'cut-line'] as const;
const scannerActs = ['healthy', 'jam', 'empty', 'cover-open', 'unplugged'] as const;
const keyOf = (act: string): string => act.replace('-', '_');

/** Demonstration devices are shown as such; a hand can misuse them here, in the middle of a job. */
export function Dock() {
  const { journey, say, dock } = useScreens();
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState({ printer: 'healthy', scanner: 'healthy' });
  const { kiosk } = journey;
  if (!kiosk?.virtual.printer && !kiosk?.virtual.scanner) return null;
  const press = (text: string, isOn: boolean, act: () => void) => (
    <Button key={text} className="dock-act" aria-pressed={isOn} onPress={act}>
      {text}
    </Button>
  );
  return (
    <aside className="dock" aria-label={say('screen.dock.title')}>
      <Button className="dock-handle" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        <Pictogram name={isOpen ? 'down' : 'plug'} />
        <span>{say(isOpen ? 'screen.dock.close' : 'screen.dock.title')}</span>
      </Button>
      {isOpen ? (
        <div className="dock-rows">
          {kiosk.virtual.printer ? (
            <fieldset className="dock-row">
              <legend>{say('screen.dock.printer')}</legend>
              {printerActs.map((act) =>
                press(say(`screen.dock.printer.${keyOf(act)}`), done.printer === act, () => {
                  setDone({ ...done, printer: act });
                  dock({ device: 'printer', act });
                }),
              )}
            </fieldset>
          ) : null}
          {kiosk.virtual.scanner ? (
            <fieldset className="dock-row">
              <legend>{say('screen.dock.scanner')}</legend>
              {scannerActs.map((act) =>
                press(say(`screen.dock.scanner.${keyOf(act)}`), done.scanner === act, () => {
                  setDone({ ...done, scanner: act });
                  dock({ device: 'scanner', act });
                }),
              )}
            </fieldset>
          ) : null}
        </div>
      ) : null}
    </aside>
  );
}
