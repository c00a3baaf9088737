import { useDeferredValue, useMemo, useState } from 'react';
import { entriesOf } from '#app/audit/entries.ts';
import { filterOf } from '#app/audit/filter.ts';
import { auditTable } from '#app/audit/formats.ts';
import type { AuditFormat } from '#app/audit/formats.ts';
import { tableAsTsv } from '#app/export/format-table.ts';
import { auditWords as words } from '#app/words/audit.ts';
import { faultSentence } from '#app/words/faults.ts';
import { useApi } from '../api.ts';
import { useAuditTrail } from './use-audit-trail.ts';
import { useListCursor } from './use-list-cursor.ts';

/** All that the dialog shows and does; the rules are in app/audit. */
export const useAuditView = () => {
  const api = useApi();
  const { trail, refresh, readOlder } = useAuditTrail();
  const [filter, setFilter] = useState('');
  const [did, setDid] = useState<string | null>(null);
  const [uncopied, setUncopied] = useState<string | null>(null);
  const sought = useDeferredValue(filter);
  const lines = trail.page?.lines;
  const all = useMemo(() => entriesOf(lines ?? []), [lines]);
  const shown = useMemo(() => all.filter(filterOf(sought)), [all, sought]);
  const order = useMemo(() => shown.map(({ key }) => key), [shown]);
  const list = useListCursor(order);

  const copy = async (): Promise<void> => {
    const { selected, focused } = list.cursor;
    const chosen = shown.filter(({ key }) => (selected.size > 0 ? selected.has(key) : key === focused));
    if (chosen.length === 0) return;
    const text = tableAsTsv(auditTable(chosen));
    const answer = await api.window.copyText({ text });
    setUncopied(answer.ok ? null : text);
    setDid(answer.ok ? words.copied(chosen.length) : faultSentence(answer.fault));
  };
  const save = async (format: AuditFormat): Promise<void> => {
    const answer = await api.audit.save({ format, filter });
    if (!answer.ok) setDid(faultSentence(answer.fault));
    else if (answer.value !== null) setDid(words.savedAs(answer.value.path));
  };
  return {
    trail,
    all,
    shown,
    filter,
    list,
    chosen: shown.find(({ key }) => key === list.cursor.focused),
    uncopied,
    /** What the last action came to; a failure to read is said as long as it lasts. */
    said: trail.fault !== null && all.length > 0 ? faultSentence(trail.fault) : did,
    actions: {
      filter: (text: string): void => {
        setDid(null);
        setUncopied(null);
        setFilter(text);
      },
      copy: () => void copy(),
      save: (format: AuditFormat) => void save(format),
      refresh: () => void refresh(),
      readOlder: () => void readOlder(),
    },
  };
};
