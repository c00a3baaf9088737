import type { Activity } from '#app/dot4/activity.ts';
import { ok } from '#app/result.ts';
import { decodeActivity } from '../wire/activity.ts';
import { pack } from '../wire/pack.ts';
import { WaitingLine, type Reply, type Withdraw } from './waiting-line.ts';

/** An activity record as the driver writes it; any number may stand in `messageCode`. */
export interface ActivityRecord {
  readonly messageCode: number;
  readonly byteCount: number;
  readonly channelHandle: number;
}

const asRead = (record: ActivityRecord): Activity => {
  const { messageCode: ulMessage, byteCount: ulByteCount, channelHandle: hChannel } = record;
  const activity = decodeActivity(pack('DOT4_ACTIVITY', { ulMessage, ulByteCount, hChannel }));
  if (activity === null) throw new Error('a packed activity record could not be read');
  return activity;
};

/** A broadcast: everybody who waits at this moment is told, and nothing is kept for those who come later. */
export class ActivityBoard {
  readonly #waiting = new WaitingLine<Reply<Activity>>();

  post(record: ActivityRecord): void {
    const activity = asRead(record);
    for (const reply of this.#waiting.dissolve()) reply(ok(activity));
  }

  wait(reply: Reply<Activity>): Withdraw {
    return this.#waiting.join(reply);
  }
}
