import { useState } from 'react';
import { Press } from '../components/buttons.tsx';
import { DatePad, isoOf, typedOf } from '../components/date-pad.tsx';
import { Frame } from '../components/frame.tsx';
import { Keyboard, Keypad } from '../components/keyboard.tsx';
import { Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';
import { RoomFault } from './outcome.tsx';
import { type AgencyAnswer, type AnswerStep, answerSteps } from './room.ts';
import { useRoom } from './work.ts';

const digits = [...'1234567890'];
const longestCount = 4;
const longestNumber = 80;
const longestList = 60;

/** What the agency answered: its number, its date, the pages it counted, and which ones it holds when it said so. */
export function Answer() {
  const { say } = useScreens();
  const { room, go } = useRoom();
  const { screen, filing } = room;
  const [typed, setTyped] = useState(screen.at === 'answer' ? typedBefore(screen.step, screen.given) : '');
  if (screen.at !== 'answer' || !filing) return null;
  const { step, given } = screen;
  const next = (answer: AgencyAnswer, to: AnswerStep): void => go({ at: 'answer', step: to, given: answer });
  // Read once more before it is signed.
  const send = (answer: AgencyAnswer, pagesHeld: string | null): void =>
    go({ at: 'sure', act: { kind: 'answer', given: answer, pagesHeld } });
  const onward = (): void => {
    const counted = { ...given, pages: Number(typed) };
    if (step === 'number') next({ ...given, number: typed.trim() }, 'date');
    else if (step === 'date') next({ ...given, date: isoOf(typed) ?? '' }, 'pages');
    else if (step === 'held') send(given, typed.trim());
    else if (counted.pages === filing.pages) send(counted, null);
    else next(counted, 'held');
  };
  // The agency need not have counted, nor have said which pages it holds.
  const skip = {
    number: null,
    date: null,
    pages: () => send({ ...given, pages: null }, null),
    held: () => send(given, null),
  }[step];
  const isWhole = step === 'date' ? isoOf(typed) !== null : typed.trim() !== '';
  return (
    <Frame
      title={say(`screen.staff.answer.${step}`)}
      lead={say(`screen.staff.answer.${step}.lead`, { pages: filing.pages })}
      actions={
        room.isBusy ? (
          <Working label={say('screen.staff.working')} />
        ) : (
          <>
            <Press icon="back" label={say('screen.staff.back')} onPress={() => go(backFrom(step, given))} />
            {skip ? <Press icon="unsure" label={say('screen.staff.answer.skip')} onPress={skip} /> : null}
            <Press
              kind="main"
              icon="next"
              iconLast
              label={say('screen.always.next')}
              isDisabled={!isWhole}
              onPress={onward}
            />
          </>
        )
      }
    >
      <RoomFault />
      {step === 'date' ? (
        <DatePad
          typed={typed}
          onChange={setTyped}
          labels={[say('screen.field.day'), say('screen.field.month'), say('screen.field.year')]}
        />
      ) : (
        <>
          <p className="number number-typed number-long" dir="ltr" aria-live="polite">
            {typed || '·'}
          </p>
          {step === 'number' ? (
            <Keyboard value={typed} onChange={setTyped} longest={longestNumber} />
          ) : (
            <Keypad
              keys={step === 'held' ? [...digits, '-', ','] : digits}
              onKey={(key) => typed.length < (step === 'held' ? longestList : longestCount) && setTyped(typed + key)}
              onErase={() => setTyped(typed.slice(0, -1))}
            />
          )}
        </>
      )}
    </Frame>
  );
}

/** What was typed before, to be put right. */
function typedBefore(step: AnswerStep, { number, date, pages }: AgencyAnswer): string {
  return { number, date: date ? typedOf(date) : '', pages: pages === null ? '' : String(pages), held: '' }[step];
}

function backFrom(step: AnswerStep, given: AgencyAnswer) {
  const before = answerSteps[answerSteps.indexOf(step) - 1];
  return before ? ({ at: 'answer', step: before, given } as const) : ({ at: 'filing' } as const);
}
