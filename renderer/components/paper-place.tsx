import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isCamera } from '../journey/camera.ts';
import { useScreens } from '../kiosk-context.ts';
import { PaperOnGlass } from './scanner-drawing.tsx';
import { Notice, Working } from './words.tsx';

/** Where the paper lies: how on the glass, in a drawing; under a camera as it lies there now. */
export function PaperPlace({ isMoving = false }: { readonly isMoving?: boolean }) {
  const { journey } = useScreens();
  return isCamera(journey) ? <PaperSeen /> : <PaperOnGlass isMoving={isMoving} />;
}

/** What the camera sees: not mirrored, whole, and with no memory. */
function PaperSeen() {
  const { camera, say } = useScreens();
  const state = useSyncExternalStore(camera.subscribe, camera.state);
  const video = useRef<HTMLVideoElement>(null);
  const label = say('screen.camera.seen');
  const stream = state.is === 'live' ? state.stream : null;
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return (
    <div className="seen">
      {stream ? <video ref={video} className="seen-picture" autoPlay muted playsInline aria-label={label} /> : null}
      {state.is === 'opening' ? <Working label={say('screen.camera.opening')} /> : null}
      {state.is === 'failed' ? (
        <Notice tone="careful" icon="warn" isLive>
          <p>
            <strong>{say(`screen.fault.camera_${state.fault}.title`)}</strong>
          </p>
          <p>{say(`screen.fault.camera_${state.fault}.how`)}</p>
        </Notice>
      ) : null}
    </div>
  );
}
