import { columnIds } from '#app/words/rows.ts';
import type { ColumnId } from '#app/words/rows.ts';

/** Other names that a person may type for a column. */
const aliases: Readonly<Record<string, ColumnId>> = {
  socket: 'host',
  hsid: 'host',
  peri: 'peripheral',
  psid: 'peripheral',
  process: 'holder',
  program: 'holder',
  since: 'age',
  winservice: 'windowsService',
  doc: 'document',
  seen: 'look',
  status: 'ntstatus',
};

const names: ReadonlyMap<string, ColumnId> = new Map([
  ...Object.entries(aliases),
  ...columnIds.map((id): [string, ColumnId] => [id.toLowerCase(), id]),
]);

/** As it is written in a filter. */
export const fieldName = (id: ColumnId): string => id.toLowerCase();

export const fieldNamed = (name: string): ColumnId | null => names.get(name.toLowerCase()) ?? null;

/** How many letters have to be changed, put in or left out to make one of the other. */
const distance = (a: string, b: string): number => {
  let line = Array.from({ length: b.length + 1 }, (_none, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = (line[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swapped, (line[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    line = next;
  }
  return line[b.length] ?? 0;
};

/** The field that may have been meant. */
export const fieldLike = (name: string): string | null => {
  const typed = name.toLowerCase();
  const begun = typed.length > 1 ? [...names.keys()].find((field) => field.startsWith(typed)) : undefined;
  if (begun !== undefined) return begun;
  const nearest = [...names.keys()]
    .map((field) => ({ field, away: distance(typed, field) }))
    .sort((a, b) => a.away - b.away)[0];
  return nearest !== undefined && nearest.away <= 2 && nearest.away < typed.length ? nearest.field : null;
};
