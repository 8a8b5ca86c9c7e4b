import { useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { depositorField, ownAddressField } from '../../shared/filing.ts';
import { Press } from '../components/buttons.tsx';
import { DatePad, isoOf, typedOf } from '../components/date-pad.tsx';
import { Frame } from '../components/frame.tsx';
import { Keyboard } from '../components/keyboard.tsx';
import { PaperCode } from '../components/paper-code.tsx';
import { French, Notice, Working } from '../components/words.tsx';
import type { ProcedureField } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { Loading } from './procedure.tsx';

const longestValue = 500;

/** One question, one screen. */
export function Field() {
  const { journey } = useScreens();
  const { screen, visit } = journey;
  const code = screen.at === 'field' ? screen.codes[screen.index] : undefined;
  const field = visit.procedure?.fields.find((known) => known.code === code);
  if (code === depositorField) return <Question key={code} field={nameField} />;
  return field ? <Question key={field.code} field={field} /> : <Loading />;
}

/** Every procedure's own question: its words are the kiosk's, not the catalogue's. */
const nameField: ProcedureField = { code: depositorField, label: '', type: 'texte', channels: [], neededBy: [] };

function Question({ field }: { readonly field: ProcedureField }) {
  const { journey, offered, touch, say } = useScreens();
  const { values, badDate } = journey.visit;
  const isDate = field.type === 'date';
  const isName = field.code === depositorField;
  const why = isName ? 'screen.field.name.why' : isDate ? 'screen.field.date.why' : 'screen.field.text.why';
  const before = values[field.code] ?? '';
  const [typed, setTyped] = useState(isDate ? typedOf(before) : before);
  const value = isDate ? isoOf(typed) : typed.trim();
  return (
    <Frame
      title={isName ? say('screen.field.name.title') : <French>{field.label}</French>}
      lead={say(why)}
      actions={
        journey.busy ? (
          <Working label={say('screen.field.working')} />
        ) : (
          <>
            {offered.has('fieldSkip') ? (
              <Press
                icon="unsure"
                label={say(isName ? 'screen.field.name.skip' : 'screen.field.skip')}
                onPress={() => touch({ type: 'fieldSkip' })}
              />
            ) : null}
            <Press
              kind="main"
              icon="next"
              iconLast
              label={say('screen.always.next')}
              isDisabled={!value}
              onPress={() => value && touch({ type: 'fieldDone', value })}
            />
          </>
        )
      }
    >
      {badDate ? (
        <Notice tone="careful" icon="warn" isLive>
          <p>{say('screen.field.badDate')}</p>
        </Notice>
      ) : null}
      {isDate ? (
        <DatePad
          typed={typed}
          onChange={setTyped}
          labels={[say('screen.field.day'), say('screen.field.month'), say('screen.field.year')]}
        />
      ) : (
        <div className="typing">
          <div className="typed">
            <TextField value={typed} onChange={setTyped} className="field">
              <Label>{say(isName ? 'screen.field.name.answer' : 'screen.field.answer')}</Label>
              {field.type === 'adresse' ? (
                <TextArea inputMode="none" rows={4} maxLength={longestValue} spellCheck="false" />
              ) : (
                <Input inputMode="none" autoComplete="off" spellCheck="false" maxLength={longestValue} />
              )}
            </TextField>
            {field.code === ownAddressField && value === '' ? <AddressOffer onUse={setTyped} /> : null}
          </div>
          <Keyboard
            value={typed}
            onChange={setTyped}
            longest={longestValue}
            hasLines={field.type === 'adresse'}
            hasCapitals={isName || field.type === 'adresse'}
          />
        </div>
      )}
    </Frame>
  );
}

/** The address that a code on a paper gives: shown, and written only by a touch. */
function AddressOffer({ onUse }: { readonly onUse: (address: string) => void }) {
  const { journey, say } = useScreens();
  const code = journey.visit.pages.map((page) => page.code).find((read) => read?.address);
  if (!code?.address) return null;
  const { lines } = code.address;
  return (
    <PaperCode code={code}>
      <p>{say('screen.field.address.read')}</p>
      <p>
        <strong>
          <French>{lines.join(', ')}</French>
        </strong>
      </p>
      <Press icon="check" label={say('screen.field.address.use')} onPress={() => onUse(lines.join('\n'))} />
    </PaperCode>
  );
}
