/** Columns in which a ticket system shows text without breaking it again. */
export const ticketWidth = 100;
const labelWidth = 13;

/** Words in lines of at most `width`; a word that is longer is cut. */
export const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    for (; word.length > width; word = word.slice(width)) lines.push(word.slice(0, width));
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
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

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** "2026-03-01 10:00:04 +01:00": the person's own time, and which one that is. */
export const timestamp = (at: number, offsetMinutes: number): string => {
  const local = new Date(at + offsetMinutes * 60_000).toISOString();
  const size = Math.abs(offsetMinutes);
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${offset}`;
};
