import { Card, Press } from '../components/buttons.tsx';
import { Frame } from '../components/frame.tsx';
import { PaperPlace } from '../components/paper-place.tsx';
import { Notice, Working } from '../components/words.tsx';
import { isCamera } from '../journey/camera.ts';
import { useScreens } from '../kiosk-context.ts';

const counts = [1, 2, 3, 4, 5] as const;

/** A photocopy: one sheet in, some sheets out. */
export function Copy() {
  const { journey, offered, touch, say } = useScreens();
  const { screen, busy } = journey;
  if (screen.at !== 'copy') return null;
  const isWorking = busy === 'copy';
  const seen = isCamera(journey);
  return (
    <Frame
      title={say('screen.copy.title')}
      actions={
        isWorking ? null : screen.done ? (
          <>
            <Press icon="pages" label={say('screen.copy.again')} onPress={() => touch({ type: 'askCopy' })} />
            {offered.has('finish') ? (
              <Press
                kind="main"
                icon="done"
                label={say('screen.always.finish')}
                onPress={() => touch({ type: 'finish' })}
              />
            ) : null}
          </>
        ) : (
          <Press kind="main" icon="pages" label={say('screen.copy.go')} onPress={() => touch({ type: 'copy' })} />
        )
      }
    >
      <div className="put">
        <PaperPlace isMoving={isWorking} />
        {isWorking ? (
          <Working label={say('screen.copy.working')} />
        ) : screen.done ? (
          <Notice
            tone={screen.done.handedOver ? 'plain' : 'careful'}
            icon={screen.done.handedOver ? 'print' : 'unsure'}
            isLive
          >
            <p>{say(screen.done.handedOver ? 'screen.copy.handedOver' : 'screen.copy.notHandedOver')}</p>
            <p>{say(seen ? 'screen.camera.copied' : 'screen.copy.look')}</p>
          </Notice>
        ) : (
          <ol className="steps">
            <li>{say(seen ? 'screen.camera.put' : 'screen.scan.put')}</li>
            <li>{say(seen ? 'screen.camera.corners' : 'screen.scan.corners')}</li>
            <li>{say('screen.copy.count')}</li>
          </ol>
        )}
      </div>
      {isWorking || screen.done ? null : (
        <fieldset className="counts">
          <legend>{say('screen.copy.count')}</legend>
          {counts.map((copies) => (
            <Card
              key={copies}
              title={String(copies)}
              isChosen={screen.copies === copies}
              onPress={() => touch({ type: 'copies', copies })}
            />
          ))}
        </fieldset>
      )}
    </Frame>
  );
}
