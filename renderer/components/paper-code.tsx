import type { ReactNode } from 'react';
import type { ReadCode } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { dayInWords } from './dates.tsx';
import { French, Notice } from './words.tsx';

const texts = {
  valid: 'screen.code.valid',
  invalid: 'screen.code.invalid',
  'unknown-signer': 'screen.code.unknown',
  unsigned: 'screen.code.unsigned',
} as const;

/** A code that was read on a paper: who signed it where that was checked, and what it is worth. */
export function PaperCode({ code, children }: { readonly code: ReadCode; readonly children?: ReactNode }) {
  const { signature } = code;
  return (
    <Notice
      tone={signature === 'valid' ? 'good' : signature === 'invalid' ? 'careful' : 'plain'}
      icon={signature === 'valid' ? 'done' : signature === 'invalid' ? 'warn' : 'search'}
    >
      <p>
        <CodeWords code={code} />
      </p>
      {children}
    </Notice>
  );
}

/** What a code is worth in a line, and its day where that is not on the screen already. */
export function CodeWords({ code, hasDay = false }: { readonly code: ReadCode; readonly hasDay?: boolean }) {
  const { journey, say } = useScreens();
  const { signature, issuer, issuedOn } = code;
  return (
    <>
      {say(texts[signature])} {signature === 'valid' ? <French>{issuer}.</French> : null}
      {hasDay && issuedOn ? ` ${say('screen.code.day', { day: dayInWords(journey.language, issuedOn) })}` : null}
    </>
  );
}
