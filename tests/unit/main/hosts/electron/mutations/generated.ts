import { type Mutation, mutable, textOf } from './mutation.ts';

/** Every place in `text` that matches, with which occurrence of its `find` it is. */
function places(
  file: string,
  pattern: RegExp,
  make: (match: RegExpExecArray) => Omit<Mutation, 'file' | 'nth'>,
): Mutation[] {
  const text = textOf(file);
  return [...text.matchAll(pattern)].map((match) => {
    const made = make(match);
    const nth = text.slice(0, match.index + match[0].indexOf(made.find)).split(made.find).length - 1;
    return { ...made, file, nth };
  });
}

const nothing = '((..._: unknown[]) => undefined as never)';
const others: Readonly<Record<string, string>> = { true: 'false', false: 'true' };

/** A handler that listens to something else: as good as removed. */
const unheard = (file: string): Mutation[] =>
  places(file, /\.(?:on|once)\(\s*('[\w-]+'|lineChannel)/g, ([find, event = '']) => ({
    find,
    replace: find.replace(event, "'never-told'"),
  }));

/** A call that is made for what it does, left out. */
const undone = (file: string): Mutation[] =>
  places(file, /^ +(?:else )?((?:[a-zA-Z]\w*\??\.)*[a-zA-Z]\w*)\((?=.)(?!.*\): .*;$)/gm, ([whole, call = '']) => ({
    find: whole,
    replace: whole.replace(`${call}(`, `${nothing}(`),
  })).filter(({ find }) => !/^ +(?:if|for|while|return|switch|catch|constructor)\(/.test(find));

/** The same where the call stands behind an arrow. */
const unanswered = (file: string): Mutation[] =>
  places(file, /=> (?:void )?((?:[a-zA-Z]\w*\??\.)+[a-zA-Z]\w*)\(/g, ([find, call = '']) => ({
    find,
    replace: find.replace(`${call}(`, `${nothing}(`),
  }));

/** A setting turned over. */
const turned = (file: string): Mutation[] => [
  ...places(file, /^ +['\w-]+: (true|false),/gm, ([find, value = '']) => ({
    find,
    replace: find.replace(`: ${value},`, `: ${others[value]},`),
  })),
  ...places(file, /^ +['\w-]+: ('[^']*'|null),/gm, ([find, value = '']) => ({
    find,
    replace: find.replace(`: ${value},`, ": 'changed',"),
  })),
  ...places(file, /^ +\w+: (\d[\d_]*),/gm, ([find, value = '']) => ({
    find,
    replace: find.replace(`: ${value},`, ': 1_000_000,'),
  })),
];

/** A word taken out of a list. */
const shortened = (file: string): Mutation[] => places(file, /^ +('[\w-]+'),$/gm, ([find]) => ({ find, replace: '' }));

/** A rule of the page's policy taken out. */
const laxer = (file: string): Mutation[] =>
  places(file, /^ +("[\w-]+ '(?:self|none)'"),$/gm, ([find]) => ({ find, replace: '' }));

/** Changes found in the sources themselves, so that a handler or a setting that comes new has its mutation at once. */
export const generated: readonly Mutation[] = mutable.flatMap((file) => [
  ...unheard(file),
  ...undone(file),
  ...unanswered(file),
  ...turned(file),
  ...shortened(file),
  ...laxer(file),
]);
