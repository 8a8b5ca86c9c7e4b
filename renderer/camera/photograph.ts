/** As good as what a scanner gives: print of 8 points stays sharp. */
const quality = 0.95;
/** Some drivers never answer: the picture that runs is better than none. */
const photoMs = 5_000;

/** A JPEG of all that the camera sees, in its largest size: its own photo where it can take one, else the picture that runs. */
export async function photograph(track: MediaStreamTrack): Promise<Blob> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), photoMs));
  const photo = await Promise.race([takePhoto(track).catch(() => null), late]);
  if (photo?.type === 'image/jpeg') return photo;
  const picture = photo ? await createImageBitmap(photo) : await runningPicture(track);
  try {
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d', { alpha: false })?.drawImage(picture, 0, 0);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality });
  } finally {
    picture.close();
  }
}

async function takePhoto(track: MediaStreamTrack): Promise<Blob> {
  const capture = new ImageCapture(track);
  const { imageWidth, imageHeight } = await capture.getPhotoCapabilities();
  const [width, height] = [imageWidth?.max ?? 0, imageHeight?.max ?? 0];
  return capture.takePhoto(width > 0 && height > 0 ? { imageWidth: width, imageHeight: height } : {});
}

async function runningPicture(track: MediaStreamTrack): Promise<ImageBitmap> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  try {
    await video.play();
    return await createImageBitmap(video);
  } finally {
    video.srcObject = null;
  }
}
