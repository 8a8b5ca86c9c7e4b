import { type LeftToDo, leftBy } from '../../shared/filing.ts';
import { adviceText } from '../advice.ts';
import { Press } from '../components/buttons.tsx';
import { DateLines, momentInWords } from '../components/dates.tsx';
import { Frame } from '../components/frame.tsx';
import { Picture } from '../components/picture.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { Notice, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { PostPaper } from './post-paper.tsx';

/** « Dossier enregistré »: only ever shown after the disk has it. */
export function Recorded() {
  const { journey, offered, touch, say } = useScreens();
  const { recorded, receipt, chosen, pack } = journey.visit;
  const isPackComing = pack?.result === 'printing' || pack?.result === 'handed-over';
  const hasNoPaper = receipt?.result === 'not-printed' || receipt?.result === 'unknown';
  return (
    <Frame
      title={say('screen.recorded.title')}
      lead={say('screen.recorded.lead')}
      actions={
        <>
          {offered.has('printAgain') ? (
            <Press icon="print" label={say('screen.receipt.again')} onPress={() => touch({ type: 'printAgain' })} />
          ) : null}
          <Press
            kind="main"
            icon="receipt"
            label={say('screen.recorded.see')}
            onPress={() => touch({ type: 'seeReceipt' })}
          />
        </>
      }
    >
      <ScrollArea label={say('screen.recorded.title')}>
        <div className="column">
          {recorded ? (
            <div className="number-box">
              <p>{say('screen.recorded.number')}</p>
              <p className="number" dir="ltr">
                {recorded.number}
              </p>
              <p>{say('screen.recorded.pages', { count: recorded.pages })}</p>
              <p>{momentInWords(journey.language, recorded.preparedAt, journey.kiosk?.timeZone ?? 'Europe/Paris')}</p>
            </div>
          ) : (
            <Notice tone="plain" icon="lock">
              <p>{say('screen.recorded.again')}</p>
            </Notice>
          )}
          <Notice tone="careful" icon="counter">
            <p>
              <strong>{say('screen.recorded.notSent')}</strong>
            </p>
            <p>{say(notSentText(leftBy(recorded?.channels ?? chosen, isPackComing), hasNoPaper))}</p>
          </Notice>
          <PrintState />
          <PostPaper />
        </div>
      </ScrollArea>
    </Frame>
  );
}

/** What the visitor still has to do, by the way the filing leaves. */
function notSentText(left: LeftToDo | null, hasNoPaper: boolean): string {
  if (left === 'both' && !hasNoPaper) return 'screen.recorded.notSent.both';
  if (left === 'post') return 'screen.recorded.notSent.post';
  return hasNoPaper ? 'screen.recorded.notSent.noPaper' : 'screen.recorded.notSent.how';
}

/** What is known of the paper, and what to do about it. */
function PrintState() {
  const { journey, say } = useScreens();
  const { receipt } = journey.visit;
  if (!receipt) return null;
  if (receipt.result === 'printing') return <Working label={say('screen.receipt.printing')} />;
  if (receipt.result === 'printed') {
    return (
      <Notice tone="good" icon="done" isLive>
        <p>{say('screen.receipt.printed')}</p>
      </Notice>
    );
  }
  const isUnknown = receipt.result === 'unknown';
  return (
    <Notice tone="careful" icon={isUnknown ? 'unsure' : 'warn'} isLive>
      <p>
        <strong>{say(isUnknown ? 'screen.receipt.unknown' : 'screen.receipt.not_printed')}</strong>
      </p>
      <p>{say(adviceText(receipt.status))}</p>
      <p>{say(isUnknown ? 'screen.receipt.unknown.how' : 'screen.receipt.safe')}</p>
    </Notice>
  );
}

const sheetTexts = {
  printing: 'screen.sheets.printing',
  'handed-over': 'screen.sheets.handed_over',
  'not-handed-over': 'screen.sheets.not_handed_over',
  'no-a4': 'screen.sheets.none',
} as const;

/** The A4 receipt: nothing is claimed of it but that its printer took it. */
function SheetsState() {
  const { journey, offered, touch, say } = useScreens();
  const { sheets } = journey.visit;
  if (!sheets) return null;
  const text = say(sheetTexts[sheets]);
  if (sheets === 'printing') return <Working label={text} />;
  return (
    <>
      <Notice tone={sheets === 'handed-over' ? 'plain' : 'careful'} icon="pages" isLive>
        <p>{text}</p>
      </Notice>
      {offered.has('printSheets') && sheets !== 'no-a4' ? (
        <Press icon="pages" label={say('screen.sheets.again')} onPress={() => touch({ type: 'printSheets' })} />
      ) : null}
    </>
  );
}

/** The receipt on the screen, whatever the printer did. */
export function Receipt() {
  const { journey, offered, touch, say } = useScreens();
  const { recorded } = journey.visit;
  return (
    <Frame
      title={say('screen.receipt.title')}
      actions={
        <>
          {offered.has('printAgain') ? (
            <Press icon="print" label={say('screen.receipt.again')} onPress={() => touch({ type: 'printAgain' })} />
          ) : null}
          {offered.has('seeDates') ? (
            <Press
              kind="main"
              icon="calendar"
              label={say('screen.receipt.dates')}
              onPress={() => touch({ type: 'seeDates' })}
            />
          ) : (
            <Press
              kind="main"
              icon="done"
              label={say('screen.always.finish')}
              onPress={() => touch({ type: 'finish' })}
            />
          )}
        </>
      }
    >
      <div className="receipt">
        {recorded?.paper ? (
          <ScrollArea label={say('screen.receipt.paper')}>
            <Picture id="paper" address={recorded.paper} label={say('screen.receipt.paper')} className="paper" />
          </ScrollArea>
        ) : null}
        <div className="receipt-side">
          <ScrollArea label={say('screen.receipt.title')}>
            <div className="column">
              {recorded ? (
                <div className="number-box">
                  <p>{say('screen.recorded.number')}</p>
                  <p className="number number-small" dir="ltr">
                    {recorded.number}
                  </p>
                  <p>{say('screen.receipt.write')}</p>
                </div>
              ) : null}
              <PrintState />
              <SheetsState />
              <PostPaper />
            </div>
          </ScrollArea>
        </div>
      </div>
    </Frame>
  );
}

/** What comes next and until when. */
export function Dates() {
  const { journey, touch, say } = useScreens();
  return (
    <Frame
      title={say('screen.dates.title')}
      lead={say('screen.dates.lead')}
      actions={
        <Press kind="main" icon="done" label={say('screen.always.finish')} onPress={() => touch({ type: 'finish' })} />
      }
    >
      <ScrollArea label={say('screen.dates.title')}>
        <DateLines dates={journey.visit.recorded?.dates ?? []} />
      </ScrollArea>
    </Frame>
  );
}
