import type { AuditEntry } from '#app/audit/entries.ts';
import { auditCells, entryTime, noTime, unreadableWords } from '#app/words/audit.ts';
import type { AuditColumn } from '#app/words/audit.ts';
import { dateAndTimeOf, exactTimeOf } from '../ui/times.ts';

/** The columns of the list, and their CSS tracks. The rest of an entry stands below the list. */
export const shownColumns = ['begun', 'ended', 'action', 'device', 'channel', 'result', 'user'] as const;

export const columnTracks =
  '13rem 5rem minmax(8rem, 0.7fr) minmax(9rem, 1.2fr) minmax(9rem, 1.2fr) minmax(8rem, 1fr) 6rem';

type Shown = (typeof shownColumns)[number] & AuditColumn;

/** Times in the person's own way; everything else as it is saved and copied. */
export const shownCells = (entry: AuditEntry): Readonly<Record<Shown, string>> => {
  const cells = auditCells(entry);
  if (entry.kind === 'unreadable') return { ...cells, begun: noTime, result: unreadableWords(entry.line) };
  const begun = entryTime(entry);
  return {
    ...cells,
    begun: begun === null ? noTime : dateAndTimeOf(begun),
    ended: entry.end === null ? noTime : exactTimeOf(Date.parse(entry.end.at)),
  };
};
