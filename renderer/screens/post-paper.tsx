import { Press } from '../components/buttons.tsx';
import { Notice, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';

const notOut = {
  'no-a4': 'screen.post.no_printer',
  'not-handed-over': 'screen.post.not_handed_over',
  unknown: 'screen.post.unknown',
} as const;

/** The paper that leaves by post: what to do with it, and what it needs at the post office. */
export function PostPaper() {
  const { journey, offered, touch, say } = useScreens();
  const { pack } = journey.visit;
  if (pack?.result === 'printing') return <Working label={say('screen.post.printing')} />;
  const again = (
    <>
      {offered.has('printPack') ? (
        <Press icon="print" label={say('screen.post.again')} onPress={() => touch({ type: 'printPack' })} />
      ) : null}
      {offered.has('askPosted') ? (
        <Press icon="letter" label={say('screen.posted.ask')} onPress={() => touch({ type: 'askPosted' })} />
      ) : null}
    </>
  );
  // A page that came back after a crash does not know what was printed.
  if (!pack) return again;
  if (pack.result !== 'handed-over') {
    return (
      <>
        <Notice tone="careful" icon={pack.result === 'unknown' ? 'unsure' : 'warn'} isLive>
          <p>{say(notOut[pack.result])}</p>
        </Notice>
        {again}
      </>
    );
  }
  const steps = [
    say('screen.post.sheets', { count: pack.sheets }),
    say('screen.post.sign'),
    say(pack.envelope === 'DL' ? 'screen.post.envelope.small' : 'screen.post.envelope.large'),
    pack.upToGrams === null ? say('screen.post.too_heavy') : say('screen.post.weight', { grams: pack.upToGrams }),
    say('screen.post.registered'),
  ];
  return (
    <>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {again}
    </>
  );
}
