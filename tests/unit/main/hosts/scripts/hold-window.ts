// A kiosk's window and nothing else, until it is killed.
import { newWindow } from '../screen.ts';

const [display = ''] = process.argv.slice(2);
const { server } = await newWindow(display);
const wait = setInterval(() => {
  if (!server.pages().connected) return;
  clearInterval(wait);
  process.stdout.write('connected\n');
}, 50);
