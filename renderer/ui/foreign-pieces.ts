import { isPlain, visible } from '#app/words/foreign-text.ts';

/** A part of a text; a foreign one is drawn apart, so that what stands beside it keeps its place. */
export interface Piece {
  readonly text: string;
  readonly isForeign: boolean;
}

const leftward = ['Hebrew', 'Arabic', 'Syriac', 'Thaana', 'Nko']
  .map((name) => `\\p{Script=${name}}`)
  .join('');
/** What may move its neighbours, or is not seen as itself. */
const turning = new RegExp(`[\\p{C}\\p{Zl}\\p{Zp}${leftward}]`, 'u');
const leftwardRun = new RegExp(`([${leftward}](?:[^\\p{Script=Latin}]*[${leftward}])?)`, 'u');
const turningTexts = (data: unknown): string[] => {
  if (typeof data === 'string') return turning.test(data) ? [data, visible(data)] : [];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(turningTexts) : [];
};

/** Every second one is what was split by. */
const split = (text: string, by: RegExp, foreign: (text: string) => string, own: (text: string) => Piece[]) =>
  text
    .split(by)
    .flatMap((part, index) => (index % 2 === 1 ? [{ text: foreign(part), isForeign: true }] : own(part)))
    .filter((piece) => piece.text !== '');

/** Of names that are not known, what runs from right to left is kept apart, and marks are shown. */
const unnamed = (text: string): Piece[] =>
  split(
    visible(text),
    leftwardRun,
    (run) => run,
    (rest) => [{ text: rest, isForeign: false }],
  );

/**
 * A text, with the names that it took from `data` apart: a text, or what holds all of them. What turns text in them is shown
 * and not obeyed: a name may come with more than itself, as a printer's does with its port.
 */
export const foreignPieces = (text: string, data: unknown): readonly Piece[] => {
  if (isPlain(text) || !turning.test(text)) return [{ text, isForeign: false }];
  const names = [...new Set(turningTexts(data))].sort((a, b) => b.length - a.length);
  if (names.length === 0) return unnamed(text);
  const anyName = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return split(text, new RegExp(`(${anyName})`), visible, unnamed);
};
