import { Keypad } from './keyboard.tsx';

/** Signs of a registered letter's number: `RA 123 456 785 FR`, `1A 123 456 7890 1`. */
const signs = [...'1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
export const registeredLength = 13;

/** `RA123456785FR` in the groups of the slip. */
export const groupedRegistered = (typed: string): string =>
  [typed.slice(0, 2), typed.slice(2, 5), typed.slice(5, 8), typed.slice(8, 11), typed.slice(11)]
    .filter(Boolean)
    .join(' ');

export interface RegisteredPadProps {
  readonly typed: string;
  readonly onChange: (typed: string) => void;
}

/** The number of a registered letter, sign by sign. */
export function RegisteredPad({ typed, onChange }: RegisteredPadProps) {
  return (
    <>
      <p className="number number-typed number-long" dir="ltr" aria-live="polite">
        {groupedRegistered(typed.padEnd(registeredLength, '·'))}
      </p>
      <Keypad
        className="keypad keypad-number"
        keys={signs}
        onKey={(key) => typed.length < registeredLength && onChange(typed + key)}
        onErase={() => onChange(typed.slice(0, -1))}
      />
    </>
  );
}
