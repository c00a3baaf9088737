import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import { confirmedOf, expressYes } from '#app/operations/confirmed.ts';
import { cutOffBy } from '#app/remedy/cut-off.ts';
import type { CutOff } from '#app/remedy/cut-off.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { ChannelState, DeviceState } from '#app/session/state.ts';
import { remedyConfirmationWords, remedyWindowWords as words } from '#app/words/remedy-run.ts';
import { useApi } from '../api.ts';
import { actOn } from '../commands/commands.ts';
import { nameOfChannel } from '../state/row-state.ts';
import { usePrinterName, useSession } from '../state/session-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';
import { tickHintId } from '../ui/focus.ts';
import { Unmasked } from '../ui/Foreign.tsx';
import { OverJob } from './OverJob.tsx';

interface Props {
  readonly channel: ChannelState;
  readonly device: DeviceState;
  /** As it was when the person asked for it; main refuses when the plan says something else by then. */
  readonly step: RemedyStep;
  readonly onClose: () => void;
}

const notVisible: CutOff = { jobs: [], unseen: true };

/** What would be cut off, live, and whether the express yes was given for just that. */
const useCutOff = ({ kind, action }: RemedyStep, channel: ChannelState) => {
  const session = useSession();
  const cutOff = session === null ? notVisible : cutOffBy(kind, action, channel, session);
  const jobs = JSON.stringify(expressYes(cutOff));
  const [tickedFor, setTickedFor] = useState<string | null>(null);
  return {
    cutOff,
    needsTick: cutOff.jobs.length > 0 || cutOff.unseen,
    isTicked: tickedFor === jobs,
    tick: (isTicked: boolean) => setTickedFor(isTicked ? jobs : null),
  };
};

/** Names target, risk, the jobs that would be cut off and what is checked afterwards before anything is done. */
export const RemedyDialog = ({ channel, device, step, onClose }: Props) => {
  const api = useApi();
  const { cutOff, needsTick, isTicked, tick } = useCutOff(step, channel);
  const name = usePrinterName(channel.deviceId) ?? channel.deviceId;
  const { title, confirm, keep, about, risk, cutsOff, check } = remedyConfirmationWords(
    step,
    nameOfChannel(channel),
    name,
    cutOff,
  );
  const of = [name, step, cutOff, channel, device];
  const isWatched = step.kind === 'power-cycle';
  const lines: readonly (readonly [string, string])[] = [
    [words.labels.risk, risk],
    [words.labels.target, about],
    [words.labels.check, check],
  ];
  const onConfirm = (): void => {
    onClose();
    const { deviceId, hostSocket, generation } = channel;
    const { kind, action } = step;
    const confirmed = confirmedOf(channel, device, needsTick ? expressYes(cutOff) : nothingCutOff);
    const request = { deviceId, hostSocket, generation, step: kind, action, confirmed };
    void actOn(api, [{ kind: 'remedy', ...request }]);
  };
  return (
    <DialogFrame
      kind="question"
      title={<Unmasked text={title} of={of} />}
      actions={
        <Button
          appearance="primary"
          aria-describedby={needsTick ? tickHintId : undefined}
          disabledFocusable={needsTick && !isTicked}
          onClick={onConfirm}
        >
          {confirm}
        </Button>
      }
      details={<p>{words.recorded}</p>}
      leaveLabel={keep}
      onLeave={onClose}
    >
      <dl className="facts">
        {lines.map(([label, text]) => (
          <div className="fact" key={label}>
            <dt>{label}</dt>
            <dd>
              <Unmasked text={text} of={of} />
            </dd>
          </div>
        ))}
      </dl>
      {isWatched && <p>{words.byPerson}</p>}
      {needsTick && (
        <OverJob
          warnings={cutsOff}
          of={of}
          label={words.overJob(cutsOff.length)}
          hint={words.overJobNeeded}
          isTicked={isTicked}
          onTick={tick}
        />
      )}
    </DialogFrame>
  );
};
