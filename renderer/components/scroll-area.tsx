import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useScreens } from '../kiosk-context.ts';
import { Press } from './buttons.tsx';

/** Room for what may not fit: a finger can move it, and large buttons appear when there is more. */
export function ScrollArea({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  const { say } = useScreens();
  const area = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState({ above: false, below: false });

  const measure = useCallback(() => {
    const box = area.current;
    if (!box) return;
    const above = box.scrollTop > 4;
    const below = box.scrollTop + box.clientHeight < box.scrollHeight - 4;
    setMore((old) => (old.above === above && old.below === below ? old : { above, below }));
  }, []);
  useEffect(() => {
    const watch = new ResizeObserver(measure);
    for (const element of [area.current, content.current]) if (element) watch.observe(element);
    return () => watch.disconnect();
  }, [measure]);

  const move = (by: number) => {
    const box = area.current;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    box?.scrollBy({ top: by * box.clientHeight * 0.8, behavior: isCalm ? 'auto' : 'smooth' });
  };
  return (
    <div className="scroll">
      <section
        className="scroll-area"
        ref={area}
        onScroll={measure}
        aria-label={label}
        // Something that scrolls must be reachable by keyboard (WCAG 2.1.1).
        {...(more.above || more.below ? { tabIndex: 0 } : {})}
      >
        <div ref={content}>{children}</div>
      </section>
      {more.above || more.below ? (
        <div className="scroll-buttons">
          <Press icon="up" label={say('screen.more.up')} isDisabled={!more.above} onPress={() => move(-1)} />
          <Press icon="down" label={say('screen.more.down')} isDisabled={!more.below} onPress={() => move(1)} />
        </div>
      ) : null}
    </div>
  );
}
