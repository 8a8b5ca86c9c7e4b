/** Drawings on a 48 × 48 grid, lines only. A pictogram never stands without words. */
const drawings = {
  back: 'M40 24H10M22 11 9 24l13 13',
  next: 'M8 24h30M26 11l13 13-13 13',
  up: 'M24 40V10M11 22 24 9l13 13',
  down: 'M24 8v30M11 26l13 13 13-13',
  help: 'M18 18a6 6 0 1 1 8.5 5.5C24.6 24.5 24 26 24 29M24 36v.5M24 4a20 20 0 1 0 0 40 20 20 0 0 0 0-40',
  erase: 'M18 41 6 29 28 7l13 13-20 21zM16 19l13 13M18 41h23',
  language: 'M24 4a20 20 0 1 0 0 40 20 20 0 0 0 0-40zM4 24h40M24 4c-13 12-13 28 0 40M24 4c13 12 13 28 0 40',
  home: 'M6 24 24 8l18 16M11 20v21h26V20M20 41V29h8v12',
  file: 'M5 13V38h38V16H23l-5-5H5zM24 34V22M18 28l6-6 6 6',
  print: 'M13 18V6h22v12M13 34H6V18h36v16h-7M13 28h22v14H13z',
  receipt: 'M11 4h26v40l-4.3-4-4.4 4-4.3-4-4.3 4-4.4-4-4.3 4zM18 14h12M18 21h12M18 28h7',
  letter: 'M5 11h38v27H5zM5 12l19 16 19-16',
  person: 'M24 22a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM8 43c0-10 7-15 16-15s16 5 16 15',
  people: 'M17 21a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 41c0-9 6-13 14-13s14 4 14 13M32 8a7 7 0 0 1 0 13M36 28c6 1 9 6 9 13',
  counter: 'M5 29h38M9 29v13h30V29M24 22a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM14 29c1-5 5-7 10-7s9 2 10 7',
  phone: 'M15 5 6 9c0 18 15 33 33 33l4-9-10-6-5 5c-6-3-10-7-13-13l5-5z',
  online: 'M5 8h38v26H5zM17 42h14M24 34v8',
  scan: 'M6 29h36v13H6zM10 29 36 9M12 35h12M34 35h2',
  camera: 'M5 14h9l4-6h12l4 6h9v27H5zM24 36a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  page: 'M11 4h18l9 9v31H11zM29 4v9h9M18 22h13M18 29h13M18 36h8',
  pages: 'M16 4h16l8 8v24H16zM8 12v32h24M23 18h10M23 25h10',
  check: 'M7 26 18 37 41 11',
  done: 'M24 4a20 20 0 1 0 0 40 20 20 0 0 0 0-40zM14 25l7 7 14-16',
  warn: 'M24 6 4 41h40zM24 19v11M24 36v.5',
  unsure: 'M24 4a20 20 0 1 0 0 40 20 20 0 0 0 0-40zM17 19a7 7 0 1 1 10 6c-2 1-3 2-3 5M24 35v1',
  redo: 'M40 24a16 16 0 1 1-5-11.500M40 5v10H30',
  turn: 'M12 20h24v24H12zM30 12A12 12 0 0 0 8 14M24 4l7 8-8 6',
  remove: 'M10 13h28M18 13V7h12v6M13 13l2 30h18l2-30M21 21v14M27 21v14',
  plus: 'M24 8v32M8 24h32',
  clock: 'M24 4a20 20 0 1 0 0 40 20 20 0 0 0 0-40zM24 13v12l8 5',
  calendar: 'M6 10h36v32H6zM6 19h36M15 5v9M33 5v9M15 28h4M29 28h4M15 35h4',
  coin: 'M24 4a20 20 0 1 0 0 40 20 20 0 0 0 0-40zM31 17c-2-3-5-4-8-3-6 2-8 12-4 18 3 4 9 4 12 0M13 22h12M13 28h12',
  lock: 'M10 21h28v22H10zM16 21v-6a8 8 0 0 1 16 0v6M24 30v5',
  search: 'M20 34a14 14 0 1 0 0-28 14 14 0 0 0 0 28zM30 30l13 13',
  need: 'M24 42C10 33 5 26 5 18a10 10 0 0 1 19-4 10 10 0 0 1 19 4c0 8-5 15-19 24z',
  agency: 'M5 42h38M8 42V20M18 42V20M30 42V20M40 42V20M4 20 24 6l20 14z',
  backspace: 'M17 10h27v28H17L4 24zM24 18l11 12M35 18 24 30',
  shift: 'M24 6 8 24h9v16h14V24h9z',
  hand: 'M17 26V10a3 3 0 0 1 6 0v12V7a3 3 0 0 1 6 0v15V10a3 3 0 0 1 6 0v19c0 9-5 14-12 14-6 0-9-3-12-8L6 27c-1-3 3-5 5-2z',
  plug: 'M16 5v12M32 5v12M10 17h28v6c0 8-6 13-14 13s-14-5-14-13zM24 36v8',
  wait: 'M12 5h24M12 43h24M15 5c0 10 4 14 9 19-5 5-9 9-9 19M33 5c0 10-4 14-9 19 5 5 9 9 9 19',
  space: 'M6 22v12h36V22',
  enter: 'M40 10v16H10M20 15 9 26l11 11',
} as const;

export type PictogramName = keyof typeof drawings;

export function Pictogram({ name }: { readonly name: PictogramName }) {
  return (
    <svg className="pictogram" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}
