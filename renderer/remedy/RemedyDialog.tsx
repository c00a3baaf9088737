import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { ChannelState } from '#app/session/state.ts';
import { remedyConfirmationWords, remedyWindowWords as words } from '#app/words/remedy-run.ts';
import { useApi } from '../api.ts';
import { nameOfChannel } from '../rows/rows.ts';
import { runStep } from './run-step.ts';

interface Props {
  readonly channel: ChannelState;
  readonly deviceName: string;
  /** As it was when the person asked for it; main refuses when the plan says something else by then. */
  readonly step: RemedyStep;
  readonly onClose: () => void;
}

/** Names target, risk and what is looked at afterwards before anything is done. */
export const RemedyDialog = ({ channel, deviceName, step, onClose }: Props) => {
  const api = useApi();
  const { title, about, risk, check } = remedyConfirmationWords(step, nameOfChannel(channel), deviceName);
  const isWatched = step.kind === 'power-cycle';
  const lines: readonly (readonly [string, string])[] = [
    [words.labels.target, about],
    [words.labels.risk, risk],
    [words.labels.check, check],
    [words.labels.record, words.recorded],
  ];
  const onConfirm = (): void => {
    onClose();
    void runStep(api, channel, step);
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, data) => !data.open && onClose()}>
      <DialogSurface className="close-dialog">
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <dl className="facts">
              {lines.map(([label, text]) => (
                <div className="fact" key={label}>
                  <dt>{label}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
            {isWatched && <p>{words.byPerson}</p>}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onConfirm}>
              {isWatched ? words.watch : words.confirm}
            </Button>
            <Button onClick={onClose}>{words.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
