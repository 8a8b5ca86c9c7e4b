import type { ReactNode } from 'react';
import type { ReadCode } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { French, Notice } from './words.tsx';

const texts = {
  valid: 'screen.code.valid',
  invalid: 'screen.code.invalid',
  'unknown-signer': 'screen.code.unknown',
  unsigned: 'screen.code.unsigned',
} as const;

/** A code that was read on a paper: who signed it where that was checked, and what it is worth. */
export function PaperCode({ code, children }: { readonly code: ReadCode; readonly children?: ReactNode }) {
  const { say } = useScreens();
  const { signature, issuer } = code;
  return (
    <Notice
      tone={signature === 'valid' ? 'good' : signature === 'invalid' ? 'careful' : 'plain'}
      icon={signature === 'valid' ? 'done' : signature === 'invalid' ? 'warn' : 'search'}
    >
      <p>
        {say(texts[signature])} {signature === 'valid' ? <French>{issuer}</French> : null}
      </p>
      {children}
    </Notice>
  );
}
