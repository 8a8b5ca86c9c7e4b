import { useEffect, useState } from 'react';
import { Press } from '../components/buttons.tsx';
import { DatePad, isoOf, typedOf } from '../components/date-pad.tsx';
import { Frame } from '../components/frame.tsx';
import { PaperCode } from '../components/paper-code.tsx';
import { French, Notice, Working } from '../components/words.tsx';
import { askedPaper, readDay, unfitDay } from '../journey/paper-day.ts';
import type { ProcedureDocument } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { Loading } from './procedure.tsx';

/** « De quelle date est ce papier ? »: asked once for a paper whose age counts, while it can still be changed. */
export function PaperDay() {
  const { journey } = useScreens();
  const document = askedPaper(journey);
  return document?.age ? <Question document={document} age={document.age} /> : <Loading />;
}

type Age = NonNullable<ProcedureDocument['age']>;

function Question({ document, age }: { readonly document: ProcedureDocument; readonly age: Age }) {
  const { journey, touch, say } = useScreens();
  const { days, badDate, pages } = journey.visit;
  const read = readDay(journey, document.code);
  const [typed, setTyped] = useState(typedOf(days[document.code]?.date ?? read ?? ''));
  // A code that was read late still offers its day, where nobody typed one.
  useEffect(() => setTyped((now) => (now === '' && read ? typedOf(read) : now)), [read]);
  const date = isoOf(typed);
  const unfit = unfitDay(journey);
  const isTold = unfit !== null && unfit.date === date;
  const code = pages.find((page) => page.document === document.code && page.code)?.code ?? null;
  return (
    <Frame
      title={say('screen.paperDay.title')}
      lead={
        <>
          <French>{document.label}</French>. <Limit age={age} />
        </>
      }
      actions={
        journey.busy ? (
          <Working label={say('screen.field.working')} />
        ) : isTold ? (
          <>
            <Press
              icon="next"
              iconLast
              label={say('screen.paperDay.keep')}
              onPress={() => touch({ type: 'dayKept' })}
            />
            <Press
              kind="main"
              icon="redo"
              label={say('screen.paperDay.change')}
              onPress={() => touch({ type: 'changeDocument', code: document.code })}
            />
          </>
        ) : (
          <>
            <Press icon="unsure" label={say('screen.field.skip')} onPress={() => touch({ type: 'daySkip' })} />
            <Press
              kind="main"
              icon="next"
              iconLast
              label={say('screen.always.next')}
              isDisabled={!date}
              onPress={() => date && touch({ type: 'dayDone', date })}
            />
          </>
        )
      }
    >
      {badDate ? (
        <Notice tone="careful" icon="warn" isLive>
          <p>{say('screen.paperDay.badDate')}</p>
        </Notice>
      ) : null}
      {isTold ? (
        <Notice tone="careful" icon="warn" isLive>
          <p>
            <strong>{say(unfit.age === 'too-old' ? 'screen.paperDay.tooOld' : 'screen.paperDay.tooYoung')}</strong>
          </p>
          <p>{say(unfit.age === 'too-old' ? 'screen.paperDay.tooOld.how' : 'screen.paperDay.tooYoung.how')}</p>
        </Notice>
      ) : null}
      {code && !isTold && !badDate ? (
        <PaperCode code={code}>{read ? <p>{say('screen.paperDay.read')}</p> : null}</PaperCode>
      ) : null}
      <DatePad
        typed={typed}
        onChange={setTyped}
        labels={[say('screen.field.day'), say('screen.field.month'), say('screen.field.year')]}
      />
    </Frame>
  );
}

function Limit({ age: { atMost, atLeast, unit } }: { readonly age: Age }) {
  const { say } = useScreens();
  if (atMost !== null) return say(`screen.paperDay.atMost.${unit}`, { count: atMost });
  return atLeast === null ? null : say(`screen.paperDay.atLeast.${unit}`, { count: atLeast });
}
