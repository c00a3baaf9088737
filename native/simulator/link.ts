import type { Clock } from '#app/clock.ts';
import type { Shapes } from '#app/dot4/profile.ts';
import { fail, ok } from '#app/result.ts';
import type { DeviceLink } from '../port.ts';
import type { LateChannel } from '../undo.ts';
import type { DeviceStack } from './device-stack.ts';
import { limitCall, type LimitedCall } from './limited-call.ts';
import type { OpenHandle } from './open-handle.ts';
import { linkRequests } from './link-requests.ts';
import type { Ask } from './question.ts';

/** What a link tells the simulator it belongs to. */
export interface LinkEvents {
  readonly onClosed: () => void;
  /** A channel was opened for a call that had been answered without it. */
  readonly onLateChannel: (late: LateChannel) => void;
}

/** Our open connection to a simulated device. */
export const openLink = (
  deviceId: string,
  stack: DeviceStack,
  handle: OpenHandle,
  clock: Clock,
  shapes: Shapes,
  events: LinkEvents,
): DeviceLink => {
  const calls = new Set<LimitedCall<never>>();
  let closing: Promise<void> | null = null;

  const ask: Ask = async (question, options) => {
    const { request, replyBytes: expectedBytes, output } = question.encoded;
    if (closing !== null) return fail({ kind: 'device-gone', deviceId });
    if (options.signal?.aborted === true) return fail({ kind: 'cancelled', request });
    const sent = stack.dispatcher.send({
      name: request,
      owner: handle,
      cancellable: question.cancellable ?? true,
      replyBytes: question.replyBytes ?? (() => expectedBytes),
      work: (reply) => question.work(reply),
    });
    const call = limitCall(clock, request, sent, options);
    calls.add(call as LimitedCall<never>);
    const answer = await call.answer;
    calls.delete(call as LimitedCall<never>);
    const { onLate } = question;
    if (onLate !== undefined && !answer.ok && answer.fault.kind === 'deadline' && !answer.fault.withdrawn)
      void sent.completion.then(({ value }) => {
        if (value !== null) onLate(value);
      });
    if (!answer.ok) return answer;
    const { value, bytes } = answer.value;
    const long = output.size > 0 && bytes > output.size;
    if (bytes >= expectedBytes && !long) return ok({ value, bytes });
    return fail({
      ...{ kind: 'malformed-reply', request, receivedBytes: bytes },
      expectedBytes: long ? output.size : expectedBytes,
    });
  };

  const close = async (): Promise<void> => {
    for (const call of [...calls]) call.withdraw('cancelled');
    await Promise.all([...calls].map((call) => call.answer));
    stack.closeHandle(handle);
    events.onClosed();
  };

  return {
    deviceId,
    openedBy: 'device-interface',
    ...linkRequests(ask, stack, handle, clock, shapes, events.onLateChannel),
    close: () => (closing ??= close()),
  };
};
