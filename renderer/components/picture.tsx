import { useEffect, useRef, useState } from 'react';
import { useScreens } from '../kiosk-context.ts';

export interface PictureProps {
  readonly id: string;
  readonly address: string;
  readonly label: string;
  readonly className: string;
}

/** A page or a paper, drawn on a canvas: its one-time address is fetched once for all places that show it. */
export function Picture({ id, address, label, className }: PictureProps) {
  const { pictures, say } = useScreens();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let isGone = false;
    void pictures.get(id, address).then((bitmap) => {
      if (isGone) return;
      setMissing(bitmap === null);
      const target = canvas.current;
      if (!bitmap || !target) return;
      target.width = bitmap.width;
      target.height = bitmap.height;
      target.getContext('2d')?.drawImage(bitmap, 0, 0);
    });
    return () => {
      isGone = true;
    };
  }, [pictures, id, address]);
  if (isMissing) return <p className="picture-missing">{say('screen.picture.missing')}</p>;
  return <canvas ref={canvas} className={className} role="img" aria-label={label} width={210} height={297} />;
}
