import type { Activity } from '#app/dot4/activity.ts';
import { ok } from '#app/result.ts';
import { WaitingLine, type Reply, type Withdraw } from './waiting-line.ts';

/** An activity record as the driver writes it; any number may stand in `messageCode`. */
export type ActivityRecord = Omit<Activity, 'message'>;

/** A broadcast: everybody who waits at this moment hears it, and nothing is kept for those who come later. */
export class ActivityBoard {
  readonly #waiting = new WaitingLine<Reply<ActivityRecord>>();

  post(record: ActivityRecord): void {
    for (const reply of this.#waiting.dissolve()) reply(ok(record));
  }

  wait(reply: Reply<ActivityRecord>): Withdraw {
    return this.#waiting.join(reply);
  }
}
