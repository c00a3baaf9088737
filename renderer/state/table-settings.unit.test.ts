import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#app/settings/settings.ts';
import { columnSettings, columnState, defaultColumns } from './column-settings.ts';
import { worstFirst } from './sorting.ts';
import { settingsFrom, tableFrom } from './table-settings.ts';
import type { TableMemory } from './table-settings.ts';

const atFirst = columnState(defaultColumns);
const columns = {
  columnOrder: atFirst.columnOrder.toReversed(),
  columnVisibility: { ...atFirst.columnVisibility, pid: true },
  columnSizing: { state: 100, service: 152 },
};
const memory: TableMemory = {
  columns,
  sorting: [{ id: 'host', desc: true }],
  filter: 'service:scan',
  views: [
    {
      name: 'Mine',
      filter: 'age:>1h',
      deviceId: 'm1522',
      sorting: worstFirst,
      columns: columnSettings(columns),
    },
  ],
};

describe('what is kept of the table', () => {
  it('comes back as it was, with widths that the settings file may hold', () => {
    const kept = { ...defaultSettings, ...settingsFrom(memory) };
    const widths = kept.columns.flatMap(({ width }) => width ?? []);
    expect(widths).toEqual([152, 100]);
    expect(tableFrom(kept)).toEqual(memory);
  });

  it('is the first set-up where nothing was kept', () => {
    expect(tableFrom(defaultSettings)).toEqual({
      ...{ columns: atFirst, sorting: worstFirst, filter: '', views: [] },
    });
  });

  it('leaves out what is not known any more', () => {
    const kept = { ...defaultSettings, sorting: [{ id: 'colour', desc: true }] };
    expect(tableFrom(kept).sorting).toEqual(worstFirst);
  });
});
