/** Pictures of the visit's pages, in memory only: an address is good for one fetch, a drawing can be shown again and again. */
export interface Pictures {
  /** Null when it cannot be had. */
  get(id: string, address: string): Promise<ImageBitmap | null>;
  forget(): void;
}

export function buildPictures(
  fetchPicture: (address: string) => Promise<Blob | null>,
  renew: (id: string) => Promise<string | null>,
): Pictures {
  let held = new Map<string, Promise<ImageBitmap | null>>();

  const draw = async (address: string): Promise<ImageBitmap | null> => {
    try {
      const picture = await fetchPicture(address);
      return picture && (await createImageBitmap(picture));
    } catch {
      // The picture is damaged: the screen says that it cannot be shown.
      return null;
    }
  };

  return {
    get: (id, address) => {
      const known = held.get(id);
      if (known) return known;
      const drawn = draw(address).then(async (picture) => {
        const second = picture ? null : await renew(id);
        const bitmap = second ? await draw(second) : picture;
        if (!bitmap) held.delete(id);
        return bitmap;
      });
      held.set(id, drawn);
      return drawn;
    },
    forget: () => {
      for (const picture of held.values()) void picture.then((bitmap) => bitmap?.close());
      held = new Map();
    },
  };
}
