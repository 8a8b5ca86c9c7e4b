import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useScreens } from '../kiosk-context.ts';
import { Press } from './buttons.tsx';

const portrait = matchMedia('(orientation: portrait)');

/** Whether the screen stands upright: lists then hold more rows. */
export function useIsPortrait(): boolean {
  return useSyncExternalStore(
    (changed) => {
      portrait.addEventListener('change', changed);
      return () => portrait.removeEventListener('change', changed);
    },
    () => portrait.matches,
  );
}

export interface PagerProps<T> {
  readonly items: readonly T[];
  /** How many fit, upright and lying. */
  readonly fits: readonly [portrait: number, landscape: number];
  readonly className: string;
  readonly draw: (item: T) => ReactNode;
}

/** A list in pages that fit the screen, turned by large buttons. */
export function Pager<T>({ items, fits, className, draw }: PagerProps<T>) {
  const { say } = useScreens();
  const size = useIsPortrait() ? fits[0] : fits[1];
  const [wanted, setWanted] = useState(0);
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(wanted, pages - 1);
  return (
    <div className="pager">
      <ul className={className}>{items.slice(page * size, (page + 1) * size).map(draw)}</ul>
      {pages > 1 ? (
        <div className="pager-buttons">
          <Press
            icon="up"
            label={say('screen.more.before')}
            isDisabled={page === 0}
            onPress={() => setWanted(page - 1)}
          />
          <p aria-live="polite">{say('screen.more.page', { page: page + 1, pages })}</p>
          <Press
            icon="down"
            label={say('screen.more.after')}
            isDisabled={page === pages - 1}
            onPress={() => setWanted(page + 1)}
          />
        </div>
      ) : null}
    </div>
  );
}
