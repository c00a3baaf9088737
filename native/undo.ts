import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink } from './port.ts';

type Answer<T> = Promise<Result<T, Fault>>;

/** What undoing something that nobody waits for any more may take. */
export const undoDeadlineMs = 5000;

/** Undoes by the link that asked for it, or, when that has been closed meanwhile, by one opened for this alone. */
export const undoBy = async (
  asking: DeviceLink,
  reopen: () => Answer<DeviceLink>,
  undo: (link: DeviceLink) => Answer<void>,
): Answer<void> => {
  const undone = await undo(asking);
  if (undone.ok || undone.fault.kind !== 'device-gone') return undone;
  const opened = await reopen();
  if (!opened.ok) return opened;
  const again = await undo(opened.value);
  await opened.value.close();
  return again;
};

/** A channel that was opened for a call which had been answered without it. */
export interface LateChannel {
  readonly hostSocket: number;
  readonly channelHandle: number;
}

/** Tells everybody who listens of channels that came late and could not be closed again. */
export class ChannelsLeftOpen {
  readonly #listeners = new Set<(fault: Fault) => void>();

  listen(listener: (fault: Fault) => void): () => void {
    const own = (fault: Fault): void => listener(fault);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Closes it again. A device that has left has taken its channels along. */
  async close(asking: DeviceLink, reopen: () => Answer<DeviceLink>, late: LateChannel): Promise<void> {
    const { hostSocket, channelHandle } = late;
    const closed = await undoBy(asking, reopen, (link) =>
      link.closeChannel({ channelHandle }, { deadlineMs: undoDeadlineMs }),
    );
    if (closed.ok || closed.fault.kind === 'device-gone') return;
    const fault: Fault = { kind: 'channel-left-open', deviceId: asking.deviceId, hostSocket };
    for (const listener of this.#listeners) listener(fault);
  }
}
