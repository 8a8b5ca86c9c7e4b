import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { buildCamera } from './camera/camera.ts';
import { photograph } from './camera/photograph.ts';
import { guardPage } from './guard.ts';
import { handedLines } from './handed-lines.ts';
import type { Ask } from './journey/asks.ts';
import { pageLimits } from './limits.ts';
import { buildPictures } from './pictures.ts';
import { openSession } from './session.ts';
import { buildStore } from './store.ts';
import { buildTexts } from './texts.ts';
import { webSocketLines } from './transport.ts';
import './style/fonts.css';
import './style/tokens.css';
import './style/base.css';
import './style/frame.css';
import './style/controls.css';
import './style/keyboard.css';
import './style/content.css';
import './style/work.css';
import './style/camera.css';
import './style/decide.css';
import './style/paper.css';
import './style/staff.css';
import './style/portrait.css';

guardPage(window);

// A page that came by HTTP can open lines of its own; any other is handed one.
const lines = location.protocol.startsWith('http') ? webSocketLines : handedLines(window);
const texts = buildTexts((key) => console.error(`No text for ${key}`));
const store = buildStore((ask: Ask) => session.perform(ask));
const camera = buildCamera({ devices: navigator.mediaDevices, photograph });
const session = openSession({ lines, tell: store.tell, addTexts: texts.add, takePicture: camera.take });
const pictures = buildPictures(lines.picture, (page) => session.pageImage(page));

let lastTouch = 0;
for (const kind of ['pointerdown', 'keydown'] as const) {
  addEventListener(kind, ({ timeStamp }) => {
    if (timeStamp - lastTouch < pageLimits.stillHereEveryMs) return;
    lastTouch = timeStamp;
    session.stillHere();
  });
}

const page = document.getElementById('page');
if (page) createRoot(page).render(<App {...{ store, session, texts, pictures, camera }} />);
