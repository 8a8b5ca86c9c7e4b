// What Electron finds in its archive: it opens the program that lies beside it, so that every path of the program is a real one.
// Awaited: what must stand before Electron is ready is done when this file has been run.
const beside = import.meta.url.replace(/\/app\.asar\//, '/app.asar.unpacked/');
const open = (file) => import(new URL(`../app/main/${file}`, beside).href);
let die = () => {
  process.stderr.write('kiosk: its program cannot be opened\n');
  process.exit(2);
};
try {
  ({ die } = await open('die-on-fault.js'));
  await open('electron.js');
} catch (error) {
  die(error);
}
