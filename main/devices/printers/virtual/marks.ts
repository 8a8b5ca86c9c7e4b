/** One character cell of a printed line. */
export interface Cell {
  readonly character: string;
  readonly bold: boolean;
  readonly widthFactor: number;
  readonly heightFactor: number;
}

export type Alignment = 'left' | 'center' | 'right';

/** What the head, the motor and the knife do, in order; `dots` is how far the paper moves for it. */
export type Mark =
  | { readonly kind: 'line'; readonly cells: readonly Cell[]; readonly align: Alignment; readonly dots: number }
  | {
      readonly kind: 'row';
      readonly bits: Uint8Array;
      readonly align: Alignment;
      readonly dots: number;
      readonly wide: boolean;
    }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'cut'; readonly dots: 0 }
  /** Bytes told to the host when everything before is on paper. */
  | { readonly kind: 'tell'; readonly bytes: Uint8Array; readonly dots: 0 }
  /** Something a real printer would not have understood; it stands in the transcript. */
  | { readonly kind: 'oddity'; readonly what: string; readonly dots: 0 };

/** What the interpreter does beside marks: answers in turn, and settings of the status reports. */
export interface InterpreterSink {
  mark(mark: Mark): void;
  /** GS r n: asked in turn, answered when its turn comes. */
  askedSensor(n: number): void;
  /** GS a n. */
  setReports(mask: number): void;
  /** ESC @ */
  initialised(): void;
}
