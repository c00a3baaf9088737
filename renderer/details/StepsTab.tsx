import { remedyPlan } from '#app/remedy/plan.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { detailsWords } from '#app/words/details.ts';
import { useEnvironment } from '../session/session-store.ts';
import { RemedyLadder } from './RemedyLadder.tsx';

interface Props {
  readonly channel: ChannelState;
  readonly device: DeviceState;
}

/** The ladder for this channel. */
export const StepsTab = ({ channel, device }: Props) => {
  const environment = useEnvironment();
  const steps = environment === null ? [] : remedyPlan(channel, device, environment);
  return steps.length === 0 ? (
    <p className="quiet">{detailsWords.noSteps}</p>
  ) : (
    <RemedyLadder steps={steps} />
  );
};
