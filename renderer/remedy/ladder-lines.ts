import { remedyPlan } from '#app/remedy/plan.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { remedyKey } from '#app/remedy/run.ts';
import type { RemedyRun } from '#app/remedy/run.ts';
import { whyNotRun } from '#app/remedy/runnable.ts';
import type { ChannelState, DeviceState, Environment } from '#app/session/state.ts';
import { notRunWords } from '#app/words/remedy-faults.ts';
import { remedyWindowWords } from '#app/words/remedy-run.ts';

export interface LadderLine {
  readonly step: RemedyStep;
  /** Why it cannot be run now, as half a sentence; null: it can. */
  readonly because: string | null;
  /** Its last run on this channel. */
  readonly run: RemedyRun | null;
}

/** The ladder of a channel with what became of each rung; one step at a time on a device. */
export const ladderLines = (
  channel: ChannelState,
  device: DeviceState,
  environment: Environment,
  remedies: Readonly<Record<string, RemedyRun>>,
): readonly LadderLine[] => {
  const isBusy = Object.values(remedies).some(
    ({ deviceId, outcome }) => deviceId === channel.deviceId && outcome === null,
  );
  return remedyPlan(channel, device, environment).map((step) => {
    const because = whyNotRun(step);
    return {
      step,
      because: because !== null ? notRunWords(because) : isBusy ? remedyWindowWords.another : null,
      run: remedies[remedyKey(channel.key, step.kind)] ?? null,
    };
  });
};
