import type { PaperBlock, TextStyle } from './escpos-builder.ts';

/** A paragraph; spaces at its beginning are an indent. */
export const text = (words: string, style: TextStyle = {}): PaperBlock => ({ kind: 'text', text: words, ...style });

/** What must be read from a step away: title, number, total. */
export const bigText = (words: string): PaperBlock => text(words, { bold: true, size: 'double', align: 'center' });

/** Paragraphs below each other, indented by so many characters. */
export const lines = (said: readonly string[], indent = 0): PaperBlock[] =>
  said.map((line) => text(' '.repeat(indent) + line));

/** A new part of the ticket. */
export const heading = (words: string): PaperBlock[] => [{ kind: 'rule' }, text(words, { bold: true })];

/** One sentence of a list. */
export const listItem = (sentence: string): PaperBlock[] => [text(`- ${sentence}`)];
