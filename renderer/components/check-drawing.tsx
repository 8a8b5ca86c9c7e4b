import type { ReactNode } from 'react';
import type { CheckName } from '../../shared/page-check.ts';

/** Lines of writing on a sheet whose upper left corner is at 0 0. */
const words = 'M12 20h52M12 36h52M12 52h52M12 68h40';

interface SheetProps {
  readonly children?: ReactNode;
  readonly at?: string;
  readonly className?: string;
}

/** A written sheet of 76 × 104, 32 to the right and 23 down, or `at` another place. */
function Sheet({ children, at = 'translate(32 23)', className = '' }: SheetProps) {
  return (
    <g transform={at}>
      <rect className={`draw-sheet ${className}`} width="76" height="104" />
      {children ?? <path className="draw-words" d={words} />}
    </g>
  );
}

/** The glass of the scanner, a sheet laid on it in the corner of the mark. */
function OnGlass({ children }: { readonly children?: ReactNode }) {
  return (
    <>
      <rect className="draw-device" x="6" y="10" width="128" height="130" rx="10" />
      <rect className="draw-glass" x="18" y="20" width="104" height="110" rx="3" />
      {children ?? <Sheet at="translate(18 20) scale(.94)" />}
      <path className="draw-mark" d="M18 42V20h22" />
    </>
  );
}

/** The lid pressed down on the sheet. */
function Closed() {
  return (
    <>
      <path className="draw-sheet" d="M24 104h84v-6H24z" />
      <rect className="draw-device" x="10" y="104" width="120" height="34" rx="8" />
      <rect className="draw-lid" x="12" y="80" width="116" height="18" rx="6" />
      <path className="draw-do" d="M70 16v46M50 44l20 20 20-20" />
    </>
  );
}

/** What is wrong, and what to do: each check twice, on a field of 140 × 150. */
const drawings: Readonly<Record<CheckName, readonly [ReactNode, ReactNode]>> = {
  blurred: [
    <Sheet key="a">
      <path className="draw-words draw-blurred" d={words} />
    </Sheet>,
    <Closed key="b" />,
  ],
  dark: [<Sheet key="a" className="draw-dark" />, <Closed key="b" />],
  'washed-out': [
    <Sheet key="a">
      <path className="draw-words draw-pale" d={words} />
    </Sheet>,
    <Closed key="b" />,
  ],
  glare: [
    <g key="a">
      <Sheet />
      <circle className="draw-shine" cx="82" cy="66" r="21" />
      <path
        className="draw-shine-rays"
        d="M82 34v-12M82 110v-12M50 66H38M126 66h-12M60 44l-8-8M112 96l-8-8M104 44l8-8"
      />
    </g>,
    <g key="b">
      <path className="draw-sleeve" d="M26 58v82h88V58" />
      <Sheet at="translate(34 6) scale(.94)" />
      <path className="draw-do" d="M126 90V40M114 52l12-14 12 14" />
    </g>,
  ],
  cut: [
    <OnGlass key="a">
      <Sheet at="translate(-8 -4)" />
    </OnGlass>,
    <OnGlass key="b" />,
  ],
  folded: [
    <g key="a" transform="translate(32 23)">
      <path className="draw-sheet" d="M0 0h44l32 34v70H0z" />
      <path className="draw-words" d="M12 20h24M12 36h28M12 52h52M12 68h40" />
      <path className="draw-flap" d="M44 0v34h32z" />
    </g>,
    <g key="b">
      <Sheet />
      <path className="draw-do" d="M70 75 24 22M24 40V22h18M70 75l46 53M116 110v18H98" />
    </g>,
  ],
  blank: [
    <Sheet key="a">
      <path d="" />
    </Sheet>,
    <g key="b">
      <rect className="draw-device" x="6" y="96" width="128" height="42" rx="8" />
      <path className="draw-sheet" d="m30 92 62-34 26 10-62 34z" />
      <path className="draw-words" d="m48 104 50-27" />
      <path className="draw-do" d="M36 44C46 18 84 12 104 34M106 14v22H84" />
    </g>,
  ],
  skewed: [
    <OnGlass key="a">
      <Sheet at="translate(46 22) rotate(18) scale(.86)" />
    </OnGlass>,
    <OnGlass key="b" />,
  ],
  turned: [
    <Sheet key="a" at="translate(108 127) rotate(180)">
      <path className="draw-words draw-letter" d="M14 88 38 22l24 66M22 64h32" />
    </Sheet>,
    <g key="b">
      <Sheet>
        <path className="draw-words draw-letter" d="M14 88 38 22l24 66M22 64h32" />
      </Sheet>
      <path className="draw-do" d="M14 96C2 50 26 12 66 10M52 0l16 10-14 12" />
    </g>,
  ],
  resolution: [
    <Sheet key="a">
      <path
        className="draw-blocks"
        d="M12 18h14v14H12zM40 18h14v14H40zM26 32h14v14H26zM54 46h14v14H54zM12 60h14v14H12zM40 60h14v14H40z"
      />
    </Sheet>,
    <OnGlass key="b" />,
  ],
  'several-sheets': [
    <OnGlass key="a">
      <Sheet at="translate(20 22) scale(.72)" />
      <Sheet at="translate(60 48) rotate(7) scale(.72)" />
    </OnGlass>,
    <OnGlass key="b" />,
  ],
  twice: [
    <g key="a">
      <Sheet at="translate(6 36) scale(.78)" />
      <Sheet at="translate(74 36) scale(.78)" />
    </g>,
    <g key="b">
      <Sheet at="translate(40 36) scale(.78)" />
    </g>,
  ],
  screen: [
    <g key="a">
      <rect className="draw-device" x="36" y="8" width="68" height="132" rx="12" />
      <rect className="draw-glass" x="44" y="22" width="52" height="96" />
      <path className="draw-words" d="M52 38h36M52 54h36M52 70h36M52 86h24" />
      <circle className="draw-button" cx="70" cy="129" r="5" />
    </g>,
    <OnGlass key="b" />,
  ],
};

/** How a paper that was not right is, crossed out, and how to lay it, ticked: to be understood without a word. */
export function CheckDrawing({ name }: { readonly name: CheckName }) {
  const [wrong, right] = drawings[name];
  return (
    <svg className="check-drawing" viewBox="0 0 360 176" aria-hidden="true" focusable="false">
      <g transform="translate(4 4)">
        {wrong}
        <circle className="draw-no" cx="122" cy="146" r="22" />
        <path className="draw-sign" d="m113 137 18 18M131 137l-18 18" />
      </g>
      <path className="draw-next" d="M160 80h34M180 62l18 18-18 18" />
      <g transform="translate(208 4)">
        {right}
        <circle className="draw-yes" cx="122" cy="146" r="22" />
        <path className="draw-sign" d="m111 147 8 9 15-19" />
      </g>
    </svg>
  );
}
