import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from '../../unit/main/pages/samples.ts';
import { newPlace, type Place } from '../cli.ts';
import { combinations } from './combinations.ts';
import { type Display, openDisplay, portrait } from './display.ts';
import { goToPapers, newVisit, recordByTouch } from './filing-by-touch.ts';
import { giveHand, type Hand, looksClosely } from './hand.ts';
import { type KioskOnScreen, startOnScreen } from './kiosk-on-screen.ts';

/** What a camera over a desk sees: a real printed page on a darker table. Chromium shows it as its camera. */
async function underTheCamera(place: Place): Promise<string[]> {
  const page = await sharp(sample('ocrmypdf-linn.png')).flatten().resize({ height: 2_240 }).toBuffer();
  const table = { create: { width: 1_920, height: 2_400, channels: 3, background: '#6b5a48' } } as const;
  const frame = await sharp(table)
    .composite([{ input: page }])
    .jpeg({ quality: 92 })
    .toBuffer();
  // Frame after frame is all that Motion JPEG is.
  const film = join(place.root, 'desk.mjpeg');
  writeFileSync(film, Buffer.concat([frame, frame]));
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
}

/** In the page: what becomes of asking for camera and microphone. */
const askMedia = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Promise.all(
      [{ video: true }, { audio: true }, { video: true, audio: true }].map((wanted) =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          (stream) => {
            for (const track of stream.getTracks()) track.stop();
            return 'given';
          },
          (error: Error) => error.name,
        ),
      ),
    ),
  );

describe.each(combinations)('papers under the camera, $name', ({ name, size, language }) => {
  const place = newPlace(`camera-${name}`);
  const looker = looksClosely(`camera-${name}`);
  let display: Display;
  let kiosk: KioskOnScreen;
  let hand: Hand;
  beforeAll(async () => {
    display = await openDisplay(size);
    const devices = { printer: 'virtual:', scanner: 'camera:DESK.mjpeg', a4: 'virtual:' };
    kiosk = await startOnScreen({ place, display, ...devices, browserSwitches: await underTheCamera(place) });
    hand = await giveHand({ kiosk, language, onLook: looker.look });
  }, 60_000);
  afterAll(async () => {
    await kiosk?.stop();
    await display?.close();
    place.remove();
  });

  const seesDesk = async (): Promise<void> => {
    const page = await hand.page();
    await page.waitForFunction(() => {
      const video = document.querySelector('video');
      return video !== null && video.videoWidth > 0 && !video.paused;
    });
  };
  /** From now on every track that the page opens is known. */
  const watchTracks = async (): Promise<void> =>
    (await hand.page()).evaluate(() => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      const tracks: MediaStreamTrack[] = [];
      Object.assign(window, { tracks });
      mediaDevices.getUserMedia = async (wanted) => {
        const stream = await open(wanted);
        tracks.push(...stream.getTracks());
        return stream;
      };
    });
  const tracksNow = async (): Promise<string[]> =>
    (await hand.page()).evaluate(() =>
      (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map(
        ({ kind, readyState }) => `${kind} ${readyState}`,
      ),
    );

  it('a page is seen as it lies, photographed, looked at, and filed', async () => {
    await hand.finds('screen.language.name');
    await watchTracks();
    await goToPapers(hand, null);
    await seesDesk();
    expect(await tracksNow()).toEqual(['video live']);
    await hand.look('put');
    await hand.tap('screen.camera.take');
    await hand.look('taking');
    await hand.finds('screen.scan.keep');
    await (await hand.page()).locator('canvas.look-page').waitFor();
    expect(await tracksNow()).toEqual(['video ended']);
    await hand.look('looked-at');

    // The same paper once more is seen to be the same, and taken away again.
    await hand.tap('screen.scan.add');
    await seesDesk();
    await hand.tap('screen.camera.take');
    await hand.sees('screen.check.twice.title');
    await hand.look('twice');
    await hand.tap('screen.decide.remove');
    await hand.tap('screen.scan.keep');

    await hand.seesWords('Preuves : candidatures, réponses d’employeurs, certificat médical…');
    await seesDesk();
    await hand.tap('screen.camera.take');
    await hand.sees('screen.check.twice.title');
    await hand.tap('screen.decide.keep');
    await hand.finds('screen.scan.keep');
    await hand.tap('screen.scan.keep');
    await recordByTouch(hand);
    expect(new Set(await tracksNow())).toEqual(new Set(['video ended']));
  }, 120_000);

  it('the page may see, and never hear', async () => {
    expect(await askMedia(await hand.page())).toEqual(['given', 'NotAllowedError', 'NotAllowedError']);
  });

  it('axe finds nothing, and everything can be touched', () => {
    expect(looker.findings).toEqual([]);
  });
});

describe('a kiosk whose camera is not there, and one that lists none', () => {
  const place = newPlace('camera-absent');
  const looker = looksClosely('camera-absent');
  let display: Display;
  let kiosk: KioskOnScreen | null = null;
  beforeAll(async () => {
    display = await openDisplay(portrait);
  }, 60_000);
  afterAll(async () => {
    await kiosk?.stop();
    await display?.close();
    place.remove();
  });
  const start = async (scanner: string): Promise<Hand> => {
    await kiosk?.stop();
    const devices = { printer: 'virtual:', scanner, a4: 'virtual:' };
    kiosk = await startOnScreen({ place, display, ...devices, browserSwitches: await underTheCamera(place) });
    return giveHand({ kiosk, language: 'fr', onLook: looker.look });
  };

  it('says so in plain words where it should be seen, and after a touch, with two ways on', async () => {
    const hand = await start('camera:no such camera');
    await goToPapers(hand, null);
    await hand.reads('screen.fault.camera_absent.how');
    await hand.look('not-seen');
    await hand.tap('screen.camera.take');
    await hand.sees('screen.fault.camera_absent.title');
    await hand.look('not-taken');
    await hand.finds('screen.fault.retry');
    await hand.finds('screen.fault.instead.howTo');
    await hand.tap('screen.always.stop');
    await hand.tap('screen.stop.yes');
    await newVisit(hand);
  }, 90_000);

  it('listed by none, no page sees through it', async () => {
    const hand = await start('virtual:');
    await hand.finds('screen.language.name');
    expect(await askMedia(await hand.page())).toEqual(['NotAllowedError', 'NotAllowedError', 'NotAllowedError']);
    expect(looker.findings).toEqual([]);
  }, 60_000);
});
