import { watchSession } from '../state/session-store.ts';
import { watchTable } from '../state/table-store.ts';
import { watchSettings } from '../state/settings-store.ts';
import { watchView } from '../state/view-store.ts';

/** Calls back when a command's state may have changed: all that the handlers read is watched here. */
export const watchCommands = (changed: () => void): (() => void) => {
  const stops = [watchSession, watchSettings, watchTable, watchView].map((watch) => watch(changed));
  return () => stops.forEach((stop) => stop());
};
