import sharp from 'sharp';

const [out, w, ...files] = process.argv.slice(2);
const ims = await Promise.all(
  files.map((f) =>
    sharp(f)
      .resize({ width: Number(w) })
      .png()
      .toBuffer(),
  ),
);
const ms = await Promise.all(ims.map((b) => sharp(b).metadata()));
let x = 0;
const comp = ims.map((b, i) => {
  const c = { input: b, left: x, top: 0 };
  x += ms[i].width + 8;
  return c;
});
await sharp({ create: { width: x, height: Math.max(...ms.map((m) => m.height)), channels: 3, background: '#888' } })
  .composite(comp)
  .png()
  .toFile(out);
