import { useEffect } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import type { SettingsChange } from '#app/settings/settings.ts';
import {
  changeSettings,
  loadSettings,
  settingsAreLoaded,
  settingsNow,
  useSettingsLoaded,
  watchSettings,
} from './settings-store.ts';
import { settingsFrom, tableFrom } from './table-settings.ts';
import type { TableMemory } from './table-settings.ts';
import { tableEvents, tableNow, watchTable } from './table-store.ts';
import { viewEvents, viewNow, watchView } from './view-store.ts';

/** A drag or a word that is typed is kept once, when it has come to rest. */
const keepAfterMs = 300;

const memoryNow = (): TableMemory => {
  const { sorting, filter } = viewNow();
  const { columns, views } = tableNow();
  return { columns, sorting, filter, views };
};

const isSame = (a: TableMemory, b: TableMemory): boolean =>
  a.columns === b.columns && a.sorting === b.sorting && a.filter === b.filter && a.views === b.views;

const changeOf = (before: TableMemory, after: TableMemory): SettingsChange => {
  const { columns, sorting, filter, savedViews } = settingsFrom(after);
  return {
    ...(before.columns === after.columns ? {} : { columns }),
    ...(before.sorting === after.sorting ? {} : { sorting }),
    ...(before.filter === after.filter ? {} : { filter }),
    ...(before.views === after.views ? {} : { savedViews }),
  };
};

/** Sets the table up as it was left, once that is known, and keeps what changes from then on. */
const rememberTable = (): (() => void) => {
  let kept: TableMemory | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const restore = (): void => {
    if (kept !== null || !settingsAreLoaded()) return;
    const { columns, sorting, filter, views } = tableFrom(settingsNow());
    tableEvents.remembered(columns, views);
    viewEvents.userSorted(sorting);
    viewEvents.userTypedFilter(filter);
    kept = memoryNow();
  };
  const keep = (): void => {
    clearTimeout(timer);
    const now = memoryNow();
    if (kept === null || isSame(kept, now)) return;
    const change = changeOf(kept, now);
    kept = now;
    changeSettings(change);
  };
  const keepSoon = (): void => {
    if (kept === null || isSame(kept, memoryNow())) return;
    clearTimeout(timer);
    timer = setTimeout(keep, keepAfterMs);
  };
  const stops = [watchSettings(restore), watchView(keepSoon), watchTable(keepSoon)];
  addEventListener('pagehide', keep);
  restore();
  return () => {
    clearTimeout(timer);
    removeEventListener('pagehide', keep);
    stops.forEach((stop) => stop());
  };
};

/** Loads the settings unless they came with the page. Answers whether they are there: nothing is painted with other sizes. */
export const useSettings = (api: WindowApi): boolean => {
  useEffect(() => {
    const stop = rememberTable();
    if (!settingsAreLoaded()) void loadSettings(api);
    return stop;
  }, [api]);
  return useSettingsLoaded();
};
