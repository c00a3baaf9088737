import { fold } from '../fold.ts';
import { auditCells } from '../words/audit.ts';
import type { AuditEntry } from './entries.ts';

/** Entries that have every word of the filter somewhere, damaged and foreign lines by their raw text too. */
export const filterOf = (filter: string): ((entry: AuditEntry) => boolean) => {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (entry) => {
    const text = fold(Object.values(auditCells(entry)).join(' '));
    return words.every((word) => text.includes(word));
  };
};
