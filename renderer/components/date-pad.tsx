import { Keypad } from './keyboard.tsx';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
const longest = 8;

/** `05092026` as typed, to `2026-09-05`; null until all eight digits are there. Whether that day exists is the visit's to say. */
export function isoOf(typed: string): string | null {
  return typed.length === longest ? `${typed.slice(4)}-${typed.slice(2, 4)}-${typed.slice(0, 2)}` : null;
}

/** `2026-09-05` to `05092026`. */
export const typedOf = (iso: string): string => iso.split('-').reverse().join('');

export interface DatePadProps {
  readonly typed: string;
  readonly onChange: (typed: string) => void;
  readonly labels: readonly [day: string, month: string, year: string];
}

/** A date in three boxes, day month year, typed with digits alone. */
export function DatePad({ typed, onChange, labels }: DatePadProps) {
  const parts = [typed.slice(0, 2), typed.slice(2, 4), typed.slice(4)] as const;
  const lengths = [2, 2, 4] as const;
  const now = typed.length < 2 ? 0 : typed.length < 4 ? 1 : 2;
  return (
    <div className="date-pad">
      <div className="date-boxes" dir="ltr" aria-live="polite">
        {parts.map((part, index) => (
          <div key={labels[index]} className={index === now ? 'date-box date-box-now' : 'date-box'}>
            <span className="date-label">{labels[index]}</span>
            <span className={`date-digits date-digits-${lengths[index]}`}>{part.padEnd(lengths[index] ?? 2, '·')}</span>
          </div>
        ))}
      </div>
      <Keypad
        keys={digits}
        onKey={(key) => typed.length < longest && onChange(typed + key)}
        onErase={() => onChange(typed.slice(0, -1))}
      />
    </div>
  );
}
