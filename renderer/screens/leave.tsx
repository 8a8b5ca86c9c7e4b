import type { ChannelId } from '../../shared/filing.ts';
import { Card, Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import type { PictogramName } from '../components/pictogram.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { Notice, Working } from '../components/words.tsx';
import type { Procedure } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';

const icons: Readonly<Record<ChannelId, PictogramName>> = {
  counter: 'counter',
  post: 'letter',
  email: 'letter',
  https: 'online',
  demarches: 'online',
  portal: 'online',
};

/** How the filing leaves: what it costs, how long it takes, what it proves, whether originals are needed. */
export function Leave() {
  const { journey, offered, touch, say } = useScreens();
  const { procedure, chosen } = journey.visit;
  const isRecording = journey.busy === 'record';
  return (
    <Frame
      title={say('screen.leave.title')}
      lead={say((procedure?.channels.length ?? 0) > 1 ? 'screen.leave.lead' : 'screen.leave.lead.one')}
      actions={
        isRecording ? (
          <Working label={say('screen.leave.recording')} />
        ) : (
          <>
            <Press icon="people" label={say('screen.procedure.howTo.other')} onPress={() => touch({ type: 'howTo' })} />
            <Press
              kind="main"
              icon="check"
              label={say('screen.leave.record')}
              isDisabled={!offered.has('record')}
              onPress={() => touch({ type: 'record' })}
            />
          </>
        )
      }
    >
      <ScrollArea label={say('screen.leave.title')}>
        <ul className="cards cards-channels">
          {(procedure?.channels ?? []).map((way) => (
            <li key={way.id}>
              <Card
                icon={icons[way.id]}
                isChosen={chosen.includes(way.id)}
                title={say(`screen.leave.${way.id}.title`)}
                hint={<ChannelFacts way={way} />}
                onPress={() => touch({ type: 'chooseChannel', channel: way.id })}
              />
            </li>
          ))}
        </ul>
        {(procedure?.stopped ?? []).map(({ id, why }) => (
          <Notice key={id} tone="careful" icon={icons[id]}>
            <p>
              <strong>{say(`screen.leave.${id}.title`)}</strong>
            </p>
            <p>{say(`screen.leave.stopped.${why}`)}</p>
          </Notice>
        ))}
      </ScrollArea>
    </Frame>
  );
}

function ChannelFacts({ way }: { readonly way: Procedure['channels'][number] }) {
  const { say } = useScreens();
  const facts = [
    ['cost', say(way.cost === 'free' ? 'screen.leave.free' : 'screen.leave.stamp')],
    ['delay', say(`screen.leave.${way.id}.delay`)],
    ['proof', say(`screen.leave.${way.id}.proof`)],
    ['originals', say(way.needsOriginals ? 'screen.leave.originals' : 'screen.leave.copies')],
  ] as const;
  return (
    <span className="channel-facts">
      {facts.map(([fact, text]) => (
        <span key={fact}>
          <strong>{say(`screen.leave.fact.${fact}`)}</strong> {text}
        </span>
      ))}
    </span>
  );
}
