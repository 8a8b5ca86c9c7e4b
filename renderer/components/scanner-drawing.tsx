/** How a paper lies on the glass: face down, in the corner of the mark. */
export function PaperOnGlass({ isMoving = false }: { readonly isMoving?: boolean }) {
  return (
    <svg
      className={isMoving ? 'glass glass-moving' : 'glass'}
      viewBox="0 0 320 260"
      aria-hidden="true"
      focusable="false"
    >
      <path className="glass-lid" d="M40 96 86 14h192l22 82z" />
      <rect className="glass-body" x="20" y="96" width="280" height="136" rx="12" />
      <rect className="glass-pane" x="40" y="112" width="240" height="92" rx="4" />
      <path className="glass-paper" d="M40 112h122v92H40z" />
      {/* Its written side is below: only a turned-up corner shows it. */}
      <path className="glass-words" d="M162 176 134 204h28z" />
      <path className="glass-corner" d="M40 136v-24h24" />
      <rect className="glass-light" x="44" y="112" width="8" height="92" />
    </svg>
  );
}

/** The page that came, under a glass that goes over it. */
export function PaperLookedAt() {
  return (
    <svg className="glass" viewBox="0 0 320 260" aria-hidden="true" focusable="false">
      <rect className="glass-paper" x="94" y="14" width="152" height="214" />
      <path className="looked-words" d="M116 52h108M116 84h108M116 116h108M116 148h108M116 180h74" />
      <g className="looked-glass">
        <path className="looked-handle" d="m212 142 46 50" />
        <circle className="looked-lens" cx="180" cy="106" r="46" />
      </g>
    </svg>
  );
}
