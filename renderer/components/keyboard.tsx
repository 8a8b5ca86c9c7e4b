import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useScreens } from '../kiosk-context.ts';
import { Pictogram } from './pictogram.tsx';

const digits = '1234567890';
const french = ['azertyuiop', 'qsdfghjklm', 'wxcvbn’-.,', 'éèêàâçùîôë'] as const;
/** Letters of names from elsewhere: all that Windows-1252 has, and those of Turkish, Polish, Romanian and their neighbours. */
const foreign = ['áäãåæœïíñó', 'öõøúüûÿýßð', 'ăąčćęěğıłń', 'řșšśțťůźżž'] as const;

export interface KeyboardProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The longest value that is taken. */
  readonly longest: number;
  /** An address has lines; a search has none. */
  readonly hasLines?: boolean;
  /** Each word of a name or an address begins with a capital. */
  readonly hasCapitals?: boolean;
}

/** The kiosk's own keyboard, AZERTY: no other ever comes up. It writes at the end, as a finger expects. */
export function Keyboard({ value, onChange, longest, hasLines = false, hasCapitals = false }: KeyboardProps) {
  const { say } = useScreens();
  const [isShifted, setShifted] = useState(false);
  const [isForeign, setForeign] = useState(false);
  const startsWord = hasCapitals && (value === '' || /[\s’-]$/.test(value));
  const isUpper = isShifted !== startsWord;
  const put = (text: string) => {
    if (value.length + text.length <= longest) onChange(value + text);
    setShifted(false);
  };
  const show = (key: string): string => (isUpper ? key.toLocaleUpperCase('fr') : key);
  return (
    <fieldset className="keyboard" dir="ltr">
      <legend className="for-readers">{say('screen.keyboard.title')}</legend>
      {[digits, ...(isForeign ? foreign : french)].map((row) => (
        <div className="keys" key={row}>
          {[...row].map((key) => (
            <Button key={key} className="key" onPress={() => put(show(key))}>
              {show(key)}
            </Button>
          ))}
        </div>
      ))}
      <div className="keys">
        <Button className="key key-wide" aria-pressed={isShifted} onPress={() => setShifted(!isShifted)}>
          <Pictogram name="shift" />
          <span>{say('screen.keyboard.capital')}</span>
        </Button>
        <Button className="key key-wide" aria-pressed={isForeign} onPress={() => setForeign(!isForeign)}>
          <Pictogram name="language" />
          <span>{say('screen.keyboard.foreign')}</span>
        </Button>
        <Button className="key key-space" onPress={() => put(' ')}>
          <Pictogram name="space" />
          <span>{say('screen.keyboard.space')}</span>
        </Button>
        {hasLines ? (
          <Button className="key key-wide" onPress={() => put('\n')}>
            <Pictogram name="enter" />
            <span>{say('screen.keyboard.line')}</span>
          </Button>
        ) : null}
        <Button className="key key-wide" onPress={() => onChange([...value].slice(0, -1).join(''))}>
          <Pictogram name="backspace" />
          <span>{say('screen.keyboard.erase')}</span>
        </Button>
      </div>
    </fieldset>
  );
}

export interface KeypadProps {
  readonly keys: readonly string[];
  readonly onKey: (key: string) => void;
  readonly onErase: () => void;
  readonly className?: string;
}

/** A pad of single keys: digits, or the symbols of a filing's number. */
export function Keypad({ keys, onKey, onErase, className = 'keypad' }: KeypadProps) {
  const { say } = useScreens();
  return (
    <fieldset className={className} dir="ltr">
      <legend className="for-readers">{say('screen.keyboard.title')}</legend>
      {keys.map((key) => (
        <Button key={key} className="key" onPress={() => onKey(key)}>
          {key}
        </Button>
      ))}
      <Button className="key key-wide" onPress={onErase}>
        <Pictogram name="backspace" />
        <span>{say('screen.keyboard.erase')}</span>
      </Button>
    </fieldset>
  );
}
