import { describe, expect, it } from 'vitest';
import { chooseCamera } from '../../../renderer/camera/choose-camera.ts';
import { cameraWanted, isCamera } from '../../../renderer/journey/camera.ts';
import { onScanTouch } from '../../../renderer/journey/scan-touches.ts';
import { firstJourney, type Journey, noVisit, type Screen } from '../../../renderer/journey/state.ts';
import { doubtful, fileable, kiosk, page } from './invented.ts';

describe('which camera is meant', () => {
  const front = { label: 'Integrated Webcam (0c45:6723)', facing: ['user'] };
  const plain = { label: 'HD Pro Webcam C920 (046d:082d)', facing: [] };
  const desk = { label: 'HoverCam Document Camera (0c45:6366)', facing: [] };
  const rear = { label: 'camera2 0', facing: ['environment'] };

  it('by a part of its label, its maker’s and model’s numbers included, in large or small letters', () => {
    const all = [front, plain, desk];
    expect(chooseCamera(all, 'hovercam')).toBe(desk);
    expect(chooseCamera(all, '046D:082D')).toBe(plain);
    expect(chooseCamera(all, 'webcam')).toBe(front);
    expect(chooseCamera(all, 'Logitech Brio')).toBeNull();
  });

  it('without a name the one that faces the desk, else the only one that may; never the one that faces the person', () => {
    expect(chooseCamera([front, plain, desk, rear], '')).toBe(rear);
    expect(chooseCamera([front, plain, desk], '')).toBe(desk);
    expect(chooseCamera([front, plain], '')).toBe(plain);
    expect(chooseCamera([front], '')).toBeNull();
    expect(chooseCamera([plain, { ...plain }], '')).toBeNull();
    expect(chooseCamera([], '')).toBeNull();
  });
});

describe('when the camera is open', () => {
  const withCamera = { ...kiosk, camera: 'HD' };
  const at = (screen: Screen, more: Partial<Journey> = {}): Journey => ({
    ...firstJourney,
    kiosk: withCamera,
    visitOpen: true,
    visit: { ...noVisit, procedure: fileable, pages: [page, doubtful] },
    screen,
    ...more,
  });
  const put = { at: 'scan', document: 0, phase: 'put', redo: null } as const;
  const look = { at: 'scan', document: 0, phase: 'look' } as const;
  const fault = { text: 'camera_busy', retry: { name: 'scan', input: { document: 'x' } }, instead: look } as const;

  it('while a paper is laid, photographed and judged', () => {
    const opened: Journey[] = [
      at(put),
      at(look, { busy: 'redoPage' }),
      at({ at: 'copy', copies: 1, done: null }),
      at({ at: 'reprint', done: null }),
      at({ at: 'reprint', done: 'printed' }, { busy: 'reprint' }),
    ];
    for (const journey of opened) expect(cameraWanted(journey), JSON.stringify(journey.screen)).toBe('HD');
  });

  it('and closed on every other screen, over a fault, without a visit, and where the scanner is none', () => {
    const closed: Journey[] = [
      at(look),
      at({ at: 'scan', document: 0, phase: 'decide' }),
      at({ at: 'review' }),
      at({ at: 'recorded' }, { busy: 'record' }),
      at({ at: 'copy', copies: 1, done: { handedOver: true } }),
      at({ at: 'erasing' }),
      at({ at: 'welcome' }, { visitOpen: false }),
      at(put, { visitOpen: false }),
      at(put, { fault }),
      at(put, { kiosk }),
      at(put, { kiosk: null }),
    ];
    for (const journey of closed) expect(cameraWanted(journey), JSON.stringify(journey.screen)).toBeNull();
    expect([isCamera({ kiosk }), isCamera({ kiosk: withCamera }), isCamera({ kiosk: null })]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('a page that is taken again is laid where it can be seen', () => {
    const decide = { at: 'scan', document: 0, phase: 'decide' } as const;
    const again = onScanTouch(at(decide), { type: 'redoPage', page: doubtful.id });
    expect(again).toMatchObject({ asks: [], journey: { screen: { phase: 'put', redo: doubtful.id }, busy: null } });
    const scanned = onScanTouch(at(decide, { kiosk }), { type: 'redoPage', page: doubtful.id });
    expect(scanned.asks).toEqual([{ name: 'redoPage', input: { page: doubtful.id } }]);
  });
});
