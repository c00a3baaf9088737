import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnIds } from '#app/words/rows.ts';
import {
  columnLayout,
  columnsOnScreen,
  defaultColumns,
  leastWidth,
  movedBefore,
  movedBy,
  resized,
  wholeColumns,
  withShown,
} from './column-settings.ts';
import type { ColumnSettings } from './column-settings.ts';
import { sortedBy, worstFirst } from './sorting.ts';

const idsOf = (columns: ColumnSettings): string[] => columns.map(({ id }) => id);
const onScreen = (columns: ColumnSettings) => columnsOnScreen(columns, null).map(({ id }) => id);

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

  it('leave out the device where there is one only', () => {
    expect(onScreen(defaultColumns)).toContain('device');
    expect(idsOf(columnsOnScreen(defaultColumns, 'm1522'))).not.toContain('device');
  });

  it('never all go', () => {
    const hidden = columnIds.reduce((columns, id) => withShown(columns, id, false), defaultColumns);
    expect(onScreen(hidden)).toHaveLength(1);
  });

  it('move before another, to the end, and one place among those on the screen', () => {
    expect(onScreen(movedBefore(defaultColumns, 'host', 'state')).slice(0, 3)).toEqual([
      'host',
      'state',
      'service',
    ]);
    expect(idsOf(movedBefore(defaultColumns, 'host', null)).at(-1)).toBe('host');
    const visible = onScreen(defaultColumns);
    const right = movedBy(defaultColumns, visible, 'state', 1);
    expect(onScreen(right).slice(0, 2)).toEqual(['service', 'state']);
    expect(onScreen(movedBy(right, onScreen(right), 'state', -1))).toEqual(visible);
    expect(movedBy(defaultColumns, visible, 'state', -1)).toBe(defaultColumns);
    const last = visible.at(-1) ?? 'state';
    expect(movedBy(defaultColumns, visible, last, 1)).toBe(defaultColumns);
  });

  it('get a width, while the others keep theirs', () => {
    const now = new Map([
      ['state', 100],
      ['service', 150],
    ] as const);
    const after = resized(defaultColumns, now, 'state', 3);
    expect(after[0]).toEqual({ id: 'state', shown: true, width: leastWidth });
    expect(after[1]?.width).toBe(150);
    expect(after[2]?.width).toBeNull();
    expect(columnLayout(after.slice(0, 2))).toEqual({ tracks: '2rem 9.375rem', leastWidth: '11.375rem' });
  });
});

describe('sorting', () => {
  it('is by one column, turned round by a second click', () => {
    const byHost = sortedBy(worstFirst, 'host', false);
    expect(byHost).toEqual([{ id: 'host', desc: false }]);
    expect(sortedBy(byHost, 'host', false)).toEqual([{ id: 'host', desc: true }]);
  });

  it('gets further columns with Shift, each turned round where it stands', () => {
    const two = sortedBy(worstFirst, 'host', true);
    expect(two).toEqual([...worstFirst, { id: 'host', desc: false }]);
    expect(sortedBy(two, 'state', true)).toEqual([
      { id: 'state', desc: true },
      { id: 'host', desc: false },
    ]);
    expect(sortedBy(two, 'device', false)).toEqual([{ id: 'device', desc: false }]);
  });
});
