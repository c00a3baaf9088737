import { lastRun, runningOn } from '#app/operations/history.ts';
import type { OperationOf } from '#app/operations/operation.ts';
import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { whyNotRun } from '#app/remedy/runnable.ts';
import type { ChannelState, DeviceState, Environment, SessionState } from '#app/session/state.ts';
import { notRunWords } from '#app/words/remedy-faults.ts';
import { remedyWindowWords } from '#app/words/remedy-run.ts';

export interface LadderLine {
  readonly step: RemedyStep;
  /** Why it cannot be run now, as half a sentence; null: it can. */
  readonly because: string | null;
  /** Its last run on this channel. */
  readonly run: OperationOf<'remedy'> | null;
}

/** The ladder of a channel with what became of each rung; one step at a time on a device. */
export const ladderLines = (
  channel: ChannelState,
  device: DeviceState,
  environment: Environment,
  operations: SessionState['operations'],
): readonly LadderLine[] => {
  const isBusy = runningOn(operations, channel.deviceId).some(({ kind }) => kind === 'remedy');
  return remedyPlan(channel, device, environment).map((step) => {
    const because = whyNotRun(step);
    return {
      step,
      because: because !== null ? notRunWords(because) : isBusy ? remedyWindowWords.another : null,
      run: lastRun(operations, channel.key, step.kind),
    };
  });
};
