import type { ReactNode } from 'react';
import { Pictogram, type PictogramName } from './pictogram.tsx';

/** Words that are always French: the catalogue's, an agency's, an address. */
export function French({ children }: { readonly children: ReactNode }) {
  return <span lang="fr">{children}</span>;
}

export interface NoticeProps {
  readonly tone: 'good' | 'careful' | 'plain';
  readonly icon: PictogramName;
  readonly children: ReactNode;
  /** Read aloud by a screen reader when it appears or changes. */
  readonly isLive?: boolean;
}

export function Notice({ tone, icon, children, isLive = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} {...(isLive ? { role: 'status' } : {})}>
      <Pictogram name={icon} />
      <div className="notice-words">{children}</div>
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly icon: PictogramName;
  readonly children: ReactNode;
}

/** A part of a screen that is read: a heading with its pictogram, then what it is about. */
export function Section({ title, icon, children }: SectionProps) {
  return (
    <section className="section">
      <h2>
        <Pictogram name={icon} />
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Something is being done: a sign that moves and words that say what. */
export function Working({ label }: { readonly label: string }) {
  return (
    <div className="working" role="status">
      <span className="working-sign" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <p>{label}</p>
    </div>
  );
}
