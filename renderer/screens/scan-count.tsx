import { useState } from 'react';
import { Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { Keypad } from '../components/keyboard.tsx';
import { Pictogram, type PictogramName } from '../components/pictogram.tsx';
import { Notice } from '../components/words.tsx';
import { countSheets } from '../journey/sheets.ts';
import { useScreens } from '../kiosk-context.ts';

/** Keys as on a telephone. */
const digits = [...'1234567890'];
/** No feeder takes more than some hundreds. */
const longestCount = 3;

export interface CountProps {
  /** Pages that came of the scan that broke off. */
  readonly came: number;
  readonly sheets: number | null;
}

/** A scan broke off: pages can be lost without a word, so the sheets are compared with what came. */
export function Count({ came, sheets }: CountProps) {
  return sheets === null ? <HowMany came={came} /> : <Compared came={came} sheets={sheets} />;
}

interface BigProps {
  readonly icon: PictogramName;
  readonly count: number | string;
  readonly label: string;
  readonly tone?: 'good' | 'careful';
}

/** A number to be read from a step away, under its picture. */
function Big({ icon, count, label, tone }: BigProps) {
  return (
    <div className={tone ? `big big-${tone}` : 'big'}>
      <Pictogram name={icon} />
      <p className="big-count">{count}</p>
      <p>{label}</p>
    </div>
  );
}

function HowMany({ came }: Pick<CountProps, 'came'>) {
  const { touch, say } = useScreens();
  const [typed, setTyped] = useState('');
  const sheets = Number(typed);
  return (
    <Frame
      title={say('screen.count.title')}
      actions={
        <>
          <Press icon="unsure" label={say('screen.count.unknown')} onPress={() => touch({ type: 'seePages' })} />
          <Press
            kind="main"
            icon="next"
            iconLast
            label={say('screen.always.next')}
            isDisabled={sheets === 0}
            onPress={() => touch({ type: 'giveSheets', sheets })}
          />
        </>
      }
    >
      <div className="count">
        <div className="bigs">
          <Big icon="scan" count={came} label={say('screen.count.came', { count: came })} tone="good" />
          <Big icon="pages" count={typed || '?'} label={say('screen.count.sheets', { count: sheets })} />
        </div>
        <div className="date-pad">
          <Keypad
            className="keypad"
            keys={digits}
            onKey={(key) => typed.length < longestCount && setTyped(`${typed}${key}`.replace(/^0+/, ''))}
            onErase={() => setTyped(typed.slice(0, -1))}
          />
        </div>
      </div>
    </Frame>
  );
}

function Compared({ came, sheets }: { readonly came: number; readonly sheets: number }) {
  const { touch, say } = useScreens();
  const counted = countSheets(came, sheets);
  const change = (
    <Press icon="redo" label={say('screen.count.change')} onPress={() => touch({ type: 'recountSheets' })} />
  );
  const isMissing = counted.is === 'missing';
  return (
    <Frame
      title={
        isMissing
          ? say('screen.count.missing.title', { count: counted.sheets })
          : say(counted.is === 'whole' ? 'screen.count.whole.title' : 'screen.count.more.title')
      }
      actions={
        isMissing ? (
          <>
            {change}
            <Press icon="next" label={say('screen.count.without')} onPress={() => touch({ type: 'seePages' })} />
            <Press kind="main" icon="scan" label={say('screen.count.again')} onPress={() => touch({ type: 'scan' })} />
          </>
        ) : (
          <>
            {change}
            <Press
              kind="main"
              icon="search"
              label={say('screen.count.see')}
              onPress={() => touch({ type: 'seePages' })}
            />
          </>
        )
      }
    >
      <div className="count">
        <div className="bigs">
          <Big icon="pages" count={sheets} label={say('screen.count.sheets', { count: sheets })} />
          <Big icon="scan" count={came} label={say('screen.count.came', { count: came })} tone="good" />
          {isMissing ? (
            <Big
              icon="redo"
              count={counted.sheets}
              label={say('screen.count.putBack', { count: counted.sheets })}
              tone="careful"
            />
          ) : null}
        </div>
        <Notice tone={counted.is === 'more' ? 'careful' : 'good'} icon={counted.is === 'more' ? 'warn' : 'done'}>
          <p>{say(counted.is === 'more' ? 'screen.count.more.how' : 'screen.count.kept')}</p>
        </Notice>
        {isMissing ? (
          <Notice tone="plain" icon="pages">
            <p>{say('screen.count.missing.how')}</p>
          </Notice>
        ) : null}
      </div>
    </Frame>
  );
}
