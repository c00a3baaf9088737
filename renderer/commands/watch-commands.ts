import { watchSession } from '../session/session-store.ts';
import { watchSettings } from '../settings/settings-store.ts';
import { watchView } from '../view/view-store.ts';

/** Calls back when a command's state may have changed: all that the handlers read is watched here. */
export const watchCommands = (changed: () => void): (() => void) => {
  const stops = [watchSession(changed), watchSettings(changed), watchView(changed)];
  return () => stops.forEach((stop) => stop());
};
