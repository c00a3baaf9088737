import { fold } from '#app/fold.ts';
import { viewsWords } from '#app/words/views.ts';
import { worstFirst } from '../../state/sorting.ts';
import type { Sorting } from '../../state/sorting.ts';
import type { TableSetup, TableView } from '../../state/table-store.ts';

const { predefined } = viewsWords;
const oldestFirst: Sorting = [{ id: 'age', desc: true }];

/** Views that are always there; they leave the columns as a person has them. */
export const predefinedViews: readonly (TableView & { readonly hint: string })[] = [
  {
    name: predefined.all,
    hint: viewsWords.predefinedHints.all,
    filter: '',
    deviceId: null,
    sorting: worstFirst,
    columns: null,
  },
  {
    name: predefined.stuck,
    hint: viewsWords.predefinedHints.stuck,
    filter: 'state:stuck',
    deviceId: null,
    sorting: oldestFirst,
    columns: null,
  },
  {
    name: predefined.mine,
    hint: viewsWords.predefinedHints.mine,
    filter: 'state:stuck,suspect',
    deviceId: null,
    sorting: worstFirst,
    columns: null,
  },
];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether the table is set up as the view says. */
export const isOn = (view: TableSetup, now: TableSetup): boolean =>
  view.filter === now.filter.trim() &&
  view.deviceId === now.deviceId &&
  same(view.sorting, now.sorting) &&
  (view.columns === null || same(view.columns, now.columns));

type Views = readonly TableView[];

const sameName = (a: string, b: string): boolean => fold(a.trim()) === fold(b.trim());

export const hasView = (views: Views, name: string): boolean =>
  views.some((view) => sameName(view.name, name));

/** Puts a view in; one of the same name is replaced where it stands. */
export const withView = (views: Views, view: TableView): Views => {
  const named = { ...view, name: view.name.trim() };
  return hasView(views, named.name)
    ? views.map((other) => (sameName(other.name, named.name) ? named : other))
    : [...views, named];
};

export const withoutView = (views: Views, name: string): Views =>
  views.filter((view) => !sameName(view.name, name));

/** A name that is empty or taken by another view changes nothing. */
export const renamed = (views: Views, name: string, to: string): Views => {
  const isTaken = !sameName(name, to) && hasView(views, to);
  if (to.trim() === '' || isTaken) return views;
  return views.map((view) => (sameName(view.name, name) ? { ...view, name: to.trim() } : view));
};
