import { Keypad } from './keyboard.tsx';

/** The symbols of a filing's number (Crockford's base32). */
const symbols = [...'1234567890ABCDEFGHJKMNPQRSTVWXYZ'];
export const filingNumberLength = 9;

/** `K7P29QXM4` as it is printed: `K7P2-9QXM-4`. */
export const groupedNumber = (typed: string): string =>
  [typed.slice(0, 4), typed.slice(4, 8), typed.slice(8)].filter(Boolean).join('-');

export interface NumberPadProps {
  readonly typed: string;
  readonly onChange: (typed: string) => void;
}

/** A filing's number, typed sign by sign. */
export function NumberPad({ typed, onChange }: NumberPadProps) {
  return (
    <>
      <p className="number number-typed" dir="ltr" aria-live="polite">
        {groupedNumber(typed.padEnd(filingNumberLength, '·'))}
      </p>
      <Keypad
        className="keypad keypad-number"
        keys={symbols}
        onKey={(key) => typed.length < filingNumberLength && onChange(typed + key)}
        onErase={() => onChange(typed.slice(0, -1))}
      />
    </>
  );
}
