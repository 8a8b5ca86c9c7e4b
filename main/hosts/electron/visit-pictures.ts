import type { MessagePortMain } from 'electron';
import { framePostSchema } from '../../../shared/contract/frame.ts';
import { type PictureReply, pictureRequestSchema } from '../../../shared/contract/handed-line.ts';
import type { Picture } from '../../visits/pictures.ts';
import type { Visit } from '../../visits/visit.ts';

/** Answers each one-time token with its picture, from the visit's process straight to its page, and takes the pictures of the page's camera. */
export function servePictures(port: MessagePortMain, visit: Pick<Visit, 'picture' | 'frame'>): void {
  port.on('message', ({ data }) => {
    const posted = framePostSchema.safeParse(data);
    if (posted.success) return void visit.frame(posted.data.frame, posted.data.jpeg);
    // What is no picture is said at once: the scan that waits for it has its fault.
    if (isPost(data)) return void visit.frame(data.frame, null);
    const asked = pictureRequestSchema.safeParse(data);
    if (!asked.success) return;
    const answer = (picture: Picture | null): void => {
      const reply: PictureReply = {
        id: asked.data.id,
        picture: picture && { type: picture.type, bytes: new Uint8Array(picture.bytes) },
      };
      port.postMessage(reply);
    };
    void visit.picture(asked.data.token).then(answer, () => answer(null));
  });
  port.start();
}

const isPost = (data: unknown): data is { readonly frame: string } =>
  typeof data === 'object' && data !== null && 'frame' in data && typeof data.frame === 'string';
