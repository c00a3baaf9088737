import { MenuDivider, MenuItem } from '@fluentui/react-components';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { whyNotRun } from '#app/remedy/runnable.ts';
import type { ChannelState } from '#app/session/state.ts';
import { stepButton } from '#app/words/remedy-run.ts';
import { stepWords } from '#app/words/remedy.ts';
import { useApi } from '../api.ts';
import { askForStep } from '../commands/commands.ts';
import { useChannel } from '../state/session-store.ts';
import { useIsMending, useNextSteps } from '../state/use-next-steps.ts';
import { useFocusedKey, useSelected } from '../state/view-store.ts';
import { Foreign } from '../ui/Foreign.tsx';

interface Props {
  /** Runs what was chosen, and closes the menu. */
  readonly choose: (command: () => void) => () => void;
}

/** Closing is a command of its own, and what is done by hand is no entry. */
const isEntry = (step: RemedyStep): boolean => step.kind !== 'destroy-socket' && whyNotRun(step) === null;

const Steps = ({ channel, choose }: Props & { readonly channel: ChannelState }) => {
  const api = useApi();
  const steps = useNextSteps(channel);
  const isBusy = useIsMending(channel.deviceId);
  const offered = [steps?.first ?? [], steps?.further ?? []].flat().filter(isEntry);
  return offered.length === 0 ? null : (
    <>
      <MenuDivider />
      {offered.map((step) => (
        <MenuItem
          key={step.kind}
          disabled={isBusy}
          title={stepWords(step).risk}
          onClick={choose(() => void askForStep(api, channel, step))}
        >
          <Foreign text={stepButton(step)} of={step} />
        </MenuItem>
      ))}
    </>
  );
};

/** The steps that can be run for the one row that is selected. */
export const StepItems = ({ choose }: Props) => {
  const channel = useChannel(useFocusedKey());
  const isAlone = useSelected().size <= 1;
  return channel !== null && isAlone ? <Steps channel={channel} choose={choose} /> : null;
};
