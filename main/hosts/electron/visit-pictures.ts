import type { MessagePortMain } from 'electron';
import { type PictureReply, pictureRequestSchema } from '../../../shared/contract/handed-line.ts';
import type { Picture } from '../../visits/pictures.ts';

/** Answers each one-time token with its picture, from the visit's process straight to its page. */
export function servePictures(port: MessagePortMain, take: (token: string) => Promise<Picture | null>): void {
  port.on('message', ({ data }) => {
    const asked = pictureRequestSchema.safeParse(data);
    if (!asked.success) return;
    const answer = (picture: Picture | null): void => {
      const reply: PictureReply = {
        id: asked.data.id,
        picture: picture && { type: picture.type, bytes: new Uint8Array(picture.bytes) },
      };
      port.postMessage(reply);
    };
    void take(asked.data.token).then(answer, () => answer(null));
  });
  port.start();
}
