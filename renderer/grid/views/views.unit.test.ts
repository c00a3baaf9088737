import { describe, expect, it } from 'vitest';
import { defaultColumns } from '../../state/column-settings.ts';
import { worstFirst } from '../../state/sorting.ts';
import type { TableView } from '../../state/table-store.ts';
import { parseFilter } from '../filter/parse.ts';
import { isOn, predefinedViews, renamed, withoutView, withView } from './views.ts';

const view = (name: string, filter = ''): TableView => ({
  ...{ name, filter, deviceId: null, sorting: worstFirst, columns: null },
});
const names = (views: readonly TableView[]): string[] => views.map(({ name }) => name);

describe('saved views', () => {
  it('are put in under a trimmed name, and replace one of the same name', () => {
    const one = withView([], view(' Scans '));
    const two = withView(withView(one, view('Prints')), view('SCANS', 'service:scan'));
    expect(names(two)).toEqual(['SCANS', 'Prints']);
    expect(two[0]?.filter).toBe('service:scan');
    expect(names(withoutView(two, 'scans'))).toEqual(['Prints']);
  });

  it('are not renamed to nothing, nor to the name of another', () => {
    const views = [view('Scans'), view('Prints')];
    expect(renamed(views, 'Scans', ' ')).toBe(views);
    expect(renamed(views, 'Scans', 'prints')).toBe(views);
    expect(names(renamed(views, 'Scans', 'scans '))).toEqual(['scans', 'Prints']);
  });

  it('are on while the table is set up as they say', () => {
    const now = { filter: 'a ', deviceId: null, sorting: worstFirst, columns: defaultColumns };
    expect(isOn(view('A', 'a'), now)).toBe(true);
    expect(isOn({ ...view('A', 'a'), deviceId: 'm1522' }, now)).toBe(false);
    expect(isOn({ ...view('A', 'a'), columns: defaultColumns.slice(1) }, now)).toBe(false);
  });

  it('that are always there have filters that are understood', () => {
    for (const { filter } of predefinedViews) expect(parseFilter(filter).problems).toEqual([]);
  });
});
