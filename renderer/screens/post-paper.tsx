import { Press } from '../components/buttons.tsx';
import { Notice, Working } from '../components/words.tsx';
import { useScreens } from '../kiosk-context.ts';

/** The paper that leaves by post: what to do with it, and what it needs at the post office. */
export function PostPaper() {
  const { journey, offered, touch, say } = useScreens();
  const { pack } = journey.visit;
  if (!pack) return null;
  if (pack.result === 'printing') return <Working label={say('screen.post.printing')} />;
  const again = offered.has('printPack') ? (
    <Press icon="print" label={say('screen.post.again')} onPress={() => touch({ type: 'printPack' })} />
  ) : null;
  if (pack.result !== 'handed-over') {
    return (
      <>
        <Notice tone="careful" icon="warn" isLive>
          <p>{say(pack.result === 'no-a4' ? 'screen.post.no_printer' : 'screen.post.not_handed_over')}</p>
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
