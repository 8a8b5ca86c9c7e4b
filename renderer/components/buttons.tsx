import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Pictogram, type PictogramName } from './pictogram.tsx';

export interface PressProps {
  readonly label: ReactNode;
  readonly icon: PictogramName;
  readonly onPress: () => void;
  /** `main`: the one thing to do next. `plain`: another way. `quiet`: always there. `erase`: ends the visit. */
  readonly kind?: 'main' | 'plain' | 'quiet' | 'erase';
  readonly isDisabled?: boolean;
  /** The pictogram stands after the words: for what leads on. */
  readonly iconLast?: boolean;
  readonly lang?: string;
}

/** A button with a pictogram and words, never less than 12.7 mm high. */
export function Press({
  label,
  icon,
  onPress,
  kind = 'plain',
  isDisabled = false,
  iconLast = false,
  lang,
}: PressProps) {
  return (
    <Button className={`press press-${kind}`} onPress={onPress} isDisabled={isDisabled}>
      {iconLast ? null : <Pictogram name={icon} />}
      <span className="press-label" lang={lang}>
        {label}
      </span>
      {iconLast ? <Pictogram name={icon} /> : null}
    </Button>
  );
}

export interface CardProps {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly icon?: PictogramName;
  readonly tag?: ReactNode;
  readonly lang?: string;
  readonly isChosen?: boolean;
  readonly onPress: () => void;
}

/** A large button that says what it leads to. */
export function Card({ title, hint, icon, tag, lang, isChosen, onPress }: CardProps) {
  return (
    <Button
      className={isChosen ? 'card card-chosen' : 'card'}
      onPress={onPress}
      {...(isChosen === undefined ? {} : { 'aria-pressed': isChosen })}
    >
      {icon ? <Pictogram name={isChosen ? 'done' : icon} /> : null}
      <span className="card-words" lang={lang}>
        <span className="card-title">{title}</span>
        {hint ? <span className="card-hint">{hint}</span> : null}
      </span>
      {tag ? <span className="card-tag">{tag}</span> : null}
    </Button>
  );
}
