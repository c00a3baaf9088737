import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink } from './port.ts';

type Answer<T> = Promise<Result<T, Fault>>;

/** What undoing something that nobody waits for any more may take. */
export const undoDeadlineMs = 5000;

/** The link that asked, and how to open another where that has been closed meanwhile. */
export interface Asking {
  readonly link: DeviceLink;
  readonly reopen: () => Answer<DeviceLink>;
}

/**
 * Undoes what a driver did for calls that had been answered without it: a socket is destroyed, a channel closed, by the
 * link that asked or by one opened for this alone. A device that has left has taken both along.
 */
export class LateResults {
  readonly #listeners = new Set<(fault: Fault) => void>();

  /** Called for each channel that could not be closed again. */
  onChannelLeftOpen(listener: (fault: Fault) => void): () => void {
    const own = (fault: Fault): void => listener(fault);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  async destroy(asking: Asking, hostSocket: number): Promise<void> {
    await undo(asking, (link) => link.destroySocket({ hostSocket }, { deadlineMs: undoDeadlineMs }));
  }

  async close(asking: Asking, hostSocket: number, channelHandle: number): Promise<void> {
    const closed = await undo(asking, (link) =>
      link.closeChannel({ channelHandle }, { deadlineMs: undoDeadlineMs }),
    );
    if (closed.ok || closed.fault.kind === 'device-gone') return;
    const fault: Fault = { kind: 'channel-left-open', deviceId: asking.link.deviceId, hostSocket };
    for (const listener of this.#listeners) listener(fault);
  }
}

const undo = async ({ link, reopen }: Asking, by: (link: DeviceLink) => Answer<void>): Answer<void> => {
  const undone = await by(link);
  if (undone.ok || undone.fault.kind !== 'device-gone') return undone;
  const opened = await reopen();
  if (!opened.ok) return opened;
  const again = await by(opened.value);
  await opened.value.close();
  return again;
};
