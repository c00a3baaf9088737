import type { CommandId } from '#app/commands/command-list.ts';
import type { WindowApi } from '#app/ipc/derive.ts';
import { remoteWords } from '#app/words/remote.ts';
import { sessionNow } from '../state/session-store.ts';
import { showFault, viewEvents } from '../state/view-store.ts';

/** The other computer that the window shows; null: it shows this one. */
export const remoteNow = (): string | null => sessionNow()?.environment.remote?.host ?? null;

/** Commands that only the other computer could carry out. */
const overThere: ReadonlySet<CommandId> = new Set([
  ...(['refresh', 'pause', 'close', 'find-stuck', 'scan', 'cancel-scan'] as const),
  ...(['measure', 'probe-services', 'try-channel', 'audit'] as const),
]);

/** Why a command cannot be carried out on the computer that is shown; null: it can. */
export const whyOutOfReach = (id: CommandId): string | null =>
  sessionNow()?.environment.remote?.link === 'lost' && overThere.has(id) ? remoteWords.outOfReach : null;

export const whyNotDisconnect = (): string | null => (remoteNow() === null ? remoteWords.notConnected : null);

/** Back to this computer. */
export const disconnect = async (api: WindowApi): Promise<void> => {
  const answer = await api.remote.disconnect();
  if (answer.ok) viewEvents.devicesReplaced();
  else showFault(answer);
};

/** To the computer whose connection was lost. */
export const reconnect = async (api: WindowApi): Promise<void> => {
  const host = remoteNow();
  if (host === null) return;
  const answer = await api.remote.connect({ host, copy: false });
  if (answer.ok) viewEvents.devicesReplaced();
  else showFault(answer);
};
