import { signsOf, visible } from '../words/foreign-text.ts';

/** Columns in which a ticket system shows text without breaking it again. */
export const ticketWidth = 100;
const labelWidth = 13;

/** Words in lines of at most `width` signs; a word that is longer is cut. Text of others steers nothing. */
const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line: string[] = [];
  const end = (): void => {
    lines.push(line.join(''));
    line = [];
  };
  for (const word of text.split(/\s+/).filter(Boolean)) {
    let signs = signsOf(visible(word));
    if (line.length > 0 && line.length + 1 + signs.length > width) end();
    for (; signs.length > width; signs = signs.slice(width)) lines.push(signs.slice(0, width).join(''));
    line = line.length === 0 ? signs : [...line, ' ', ...signs];
  }
  if (line.length > 0 || lines.length === 0) end();
  return lines;
};

/** "Label:       text", every line of the text under its first one. */
export const labelled = (label: string, text: string): string[] =>
  wrapped(text, ticketWidth - labelWidth).map((line, index) =>
    `${(index === 0 ? `${label}:` : '').padEnd(labelWidth)}${line}`.trimEnd(),
  );

/** A list under one label, each item on a line of its own. */
export const listed = (label: string, items: readonly string[]): string[] =>
  items.flatMap((item, index) => {
    const lines = wrapped(item, ticketWidth - labelWidth - 2);
    return lines.map((line, at) => {
      const mark = at === 0 ? '- ' : '  ';
      return `${(index === 0 && at === 0 ? `${label}:` : '').padEnd(labelWidth)}${mark}${line}`.trimEnd();
    });
  });

/** Whole sentences across the width. */
export const paragraph = (text: string): string[] => wrapped(text, ticketWidth);

/** A list without a label. */
export const items = (texts: readonly string[]): string[] =>
  texts.flatMap((text) =>
    wrapped(text, ticketWidth - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`.trimEnd()),
  );
