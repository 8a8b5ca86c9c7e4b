/** What stands in a job of print data, read strictly: any byte that is no known command is an error. Shares no code with the product. */
export interface ReadJob {
  readonly text: string;
  readonly pictures: readonly {
    readonly width: number;
    readonly rows: readonly string[];
    readonly ink: number;
    readonly inkWidth: number;
  }[];
  readonly cuts: number;
  /** 10 04, 10 05 and 10 14, anywhere: a printer obeys them even inside a picture. */
  readonly realTimeCommands: number;
}

export function readJob(job: Uint8Array): ReadJob {
  const decoder = new TextDecoder('windows-1252', { fatal: true });
  const pictures: ReadJob['pictures'][number][] = [];
  let text = '';
  let cuts = 0;
  let i = 0;
  const take = (count: number): Uint8Array => {
    if (i + count > job.length) throw new Error('a command ends after the job');
    i += count;
    return job.subarray(i - count, i);
  };
  while (i < job.length) {
    const [byte = 0] = take(1);
    if (byte >= 0x20 && byte !== 0x7f) text += decoder.decode(Uint8Array.of(byte));
    else if (byte === 0x0a) text += '\n';
    else if (byte === 0x1b) {
      const [command = 0] = take(1);
      if (command === 0x40) continue;
      if (![0x74, 0x61, 0x45].includes(command)) throw new Error(`ESC ${command}`);
      take(1);
    } else if (byte === 0x1d) {
      const [command = 0] = take(1);
      if (command === 0x56) cuts++;
      if (command === 0x56 || command === 0x21) take(1);
      else if (command === 0x76) pictures.push(readPicture(take));
      else throw new Error(`GS ${command}`);
    } else throw new Error(`control byte ${byte}`);
  }
  let realTimeCommands = 0;
  for (let at = 0; at + 1 < job.length; at++) {
    if (job[at] === 0x10 && [0x04, 0x05, 0x14].includes(job[at + 1] ?? 0)) realTimeCommands++;
  }
  return { text, pictures, cuts, realTimeCommands };
}

function readPicture(take: (count: number) => Uint8Array): ReadJob['pictures'][number] {
  const [zero, mode, xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = take(6);
  if (zero !== 0x30 || mode !== 0) throw new Error('a raster that is not GS v 0 0');
  const stride = xLow + 256 * xHigh;
  const rows = Array.from({ length: yLow + 256 * yHigh }, () =>
    Array.from(take(stride), (byte) => byte.toString(2).padStart(8, '0')).join(''),
  );
  const ink = rows.reduce((sum, row) => sum + row.replaceAll('0', '').length, 0);
  return { width: stride * 8, rows, ink, inkWidth: Math.max(0, ...rows.map((row) => row.lastIndexOf('1') + 1)) };
}
