import type { Port } from '../shared/contract/contract.ts';
import type { FramePost } from '../shared/contract/frame.ts';
import type { PictureReply, PictureRequest, VisitRequest } from '../shared/contract/handed-line.ts';
import { askForLine, handedLine } from '../shared/contract/line-words.ts';
import { type Lines, messagePort, whenClosed } from './transport.ts';

/** A picture is drawn within seconds. */
const pictureTimeoutMs = 20_000;

type FetchPicture = (address: string) => Promise<Blob | null>;

/**
 * The page's lines where they are handed in: one MessagePort leads to the core, and the two of a visit go through it to the visit's
 * own process, which answers on them directly.
 */
export function handedLines(
  page: Pick<Window, 'addEventListener' | 'removeEventListener' | 'postMessage' | 'location'>,
): Lines {
  let line: Promise<MessagePort> | null = null;
  let fetchPicture: FetchPicture = async () => null;
  let pictureLine: MessagePort | null = null;

  const askLine = (): Promise<MessagePort> =>
    new Promise((resolve) => {
      const hear = ({ source, data, ports: [port] }: MessageEvent): void => {
        if (source !== page || data !== handedLine || !port) return;
        page.removeEventListener('message', hear);
        resolve(port);
      };
      page.addEventListener('message', hear);
      page.postMessage(askForLine, page.location.origin);
    });

  return {
    kiosk: () => {
      line = askLine();
      return portToCome(line);
    },
    visit: (ticket) => {
      const [contract, pictures] = [new MessageChannel(), new MessageChannel()];
      const request: VisitRequest = { visit: ticket };
      void line?.then((port) => port.postMessage(request, [contract.port2, pictures.port2]));
      fetchPicture = picturesFrom(pictures.port1);
      pictureLine = pictures.port1;
      return messagePort(contract.port1);
    },
    picture: (address) => fetchPicture(address),
    postFrame: async (frame, blob) => {
      const post: FramePost = { frame, jpeg: new Uint8Array(await blob.arrayBuffer()) };
      pictureLine?.postMessage(post);
    },
  };
}

/** What is said before the port is there goes first when it comes. */
function portToCome(coming: Promise<MessagePort>): Port {
  const port = coming.then(messagePort);
  return {
    send: (text) => void port.then(({ send }) => send(text)),
    onMessage: (receive) => void port.then(({ onMessage }) => onMessage(receive)),
    onClose: (closed) => void port.then(({ onClose }) => onClose(closed)),
    close: () => void port.then(({ close }) => close()),
  };
}

function picturesFrom(port: MessagePort): FetchPicture {
  const waiting = new Map<number, (picture: PictureReply['picture']) => void>();
  let lastId = 0;
  port.start();
  port.addEventListener('message', ({ data }: MessageEvent<PictureReply | null>) => {
    if (data) waiting.get(data.id)?.(data.picture);
  });
  whenClosed(port, () => {
    for (const settle of waiting.values()) settle(null);
  });
  return (address) =>
    new Promise((resolve) => {
      const request: PictureRequest = { id: ++lastId, token: address.split('/').at(-1) ?? '' };
      const settle = (picture: PictureReply['picture']): void => {
        clearTimeout(timer);
        waiting.delete(request.id);
        resolve(picture && new Blob([picture.bytes], { type: picture.type }));
      };
      const timer = setTimeout(() => settle(null), pictureTimeoutMs);
      waiting.set(request.id, settle);
      port.postMessage(request);
    });
}
