import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { columnIds } from '#app/words/rows.ts';
import {
  leastWidth,
  mostWidth,
  columnSettings,
  columnsOnScreen,
  columnState,
  defaultColumns,
  wholeColumns,
} from '../../state/column-settings.ts';
import type { ColumnSettings } from '../../state/column-settings.ts';
import { tableEvents, tableNow } from '../../state/table-store.ts';
import { movedBefore, movedBy } from './column-order.ts';

const idsOf = (columns: ColumnSettings): string[] => columns.map(({ id }) => id);
const atFirst = columnState(defaultColumns);
const onScreen = (deviceId: string | null) => columnsOnScreen(tableNow().columns, deviceId);

beforeEach(() => tableEvents.windowOpened());

describe('columns', () => {
  it('are every column once, whatever was kept of them', () => {
    const id = fc.oneof(fc.constantFrom(...columnIds), fc.string());
    const column = fc.record({ id, shown: fc.boolean(), width: fc.option(fc.double(), { nil: null }) });
    fc.assert(
      fc.property(fc.array(column), (kept) => {
        const whole = wholeColumns(kept);
        expect(idsOf(whole).toSorted()).toEqual([...columnIds].toSorted());
        expect(whole.some(({ shown }) => shown)).toBe(true);
      }),
    );
  });

  it('keep the order and the widths that were kept', () => {
    const kept = [
      { id: 'host', shown: true, width: 90 },
      { id: 'gone by now', shown: true, width: null },
      { id: 'state', shown: false, width: 1 },
    ];
    const whole = wholeColumns(kept);
    expect(whole.slice(0, 2)).toEqual([
      { id: 'host', shown: true, width: 90 },
      { id: 'state', shown: false, width: leastWidth },
    ]);
  });

  it('are in the table as they were kept, with widths that may be kept', () => {
    const columns = wholeColumns([{ id: 'host', shown: false, width: 90 }]);
    expect(columnSettings(columnState(columns))).toEqual(columns);
    const columnSizing = { state: 3, service: 151.5, host: 9_999 };
    const widths = columnSettings({ ...atFirst, columnSizing }).map(({ width }) => width);
    expect(widths[columnIds.indexOf('host')]).toBe(mostWidth);
    expect(widths.slice(0, 4)).toEqual([leastWidth, 152, null, null]);
  });

  it('leave out the device where there is one only, but for the sake of nothing', () => {
    expect(onScreen(null)).toContain('device');
    expect(onScreen('m1522')).not.toContain('device');
    tableEvents.userShowedColumns(Object.fromEntries(columnIds.map((id) => [id, id === 'device'])));
    expect(onScreen('m1522')).toEqual(['device']);
  });

  it('never all go', () => {
    for (const id of columnIds) tableEvents.userShowedColumns((shown) => ({ ...shown, [id]: false }));
    expect(onScreen(null)).toHaveLength(1);
  });

  it('move before another, to the end, and one place among those on the screen', () => {
    const order = ['a', 'hidden', 'b', 'c'];
    const visible = ['a', 'b', 'c'];
    expect(movedBefore(order, 'c', 'a')).toEqual(['c', 'a', 'hidden', 'b']);
    expect(movedBefore(order, 'a', null)).toEqual(['hidden', 'b', 'c', 'a']);
    expect(movedBefore(order, 'b', 'b')).toEqual(order);
    expect(movedBy(order, visible, 'a', 1)).toEqual(['hidden', 'b', 'a', 'c']);
    expect(movedBy(order, visible, 'b', -1)).toEqual(['b', 'a', 'hidden', 'c']);
    expect(movedBy(order, visible, 'a', -1)).toEqual(order);
    expect(movedBy(order, visible, 'c', 1)).toEqual(order);
  });
});
