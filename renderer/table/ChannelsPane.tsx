import { useDeferredValue, useMemo } from 'react';
import { filterRows, rowsOf } from '../rows/rows.ts';
import type { Row } from '../rows/rows.ts';
import { useSample } from '../rows/use-sample.ts';
import { emptyState } from '../scope/empty-state.ts';
import { useSessionFault } from '../session/session-store.ts';
import { useChosenDevice, useFilter } from '../view/view-store.ts';
import { ChannelGrid } from './ChannelGrid.tsx';
import { EmptyState } from './EmptyState.tsx';
import { RowMenu } from './RowMenu.tsx';
import { ScanHint } from './ScanHint.tsx';
import { useFirstFocus } from './use-first-focus.ts';

const noRows: Row[] = [];

export const ChannelsPane = () => {
  const sample = useSample();
  const chosen = useChosenDevice();
  const filter = useDeferredValue(useFilter());
  const fault = useSessionFault();
  const all = useMemo(() => (sample === null ? noRows : rowsOf(sample, chosen)), [sample, chosen]);
  const rows = useMemo(() => filterRows(all, filter), [all, filter]);
  useFirstFocus(sample?.state ?? null, rows.length);
  return (
    <section className="channels">
      <ChannelGrid rows={rows} hasDeviceColumn={chosen === null} />
      {rows.length === 0 && (
        <EmptyState empty={emptyState(sample?.state ?? null, fault, chosen, all.length > 0)} />
      )}
      {all.length > 0 && <ScanHint />}
      <RowMenu />
    </section>
  );
};
