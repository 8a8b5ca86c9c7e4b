// What Electron finds in its archive: it opens the program that lies beside it, so that every path of the program is a real one.
// Awaited: what must stand before Electron is ready is done when this file has been run.
const beside = import.meta.url.replace(/\/app\.asar\//, '/app.asar.unpacked/');
await import(new URL('../app/main/electron.js', beside).href);
