import { Button, Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { askingWords } from '#app/words/asking.ts';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { actOn } from '../commands/commands.ts';
import { mayCloseUnasked } from '../state/closing.ts';
import { closeRequests, jobsAtRisk, useClosingTargets } from '../state/closing-targets.ts';
import { useDevices } from '../state/session-store.ts';
import { changeSettings } from '../state/settings-store.ts';
import { viewEvents } from '../state/view-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';
import { tickHintId } from '../ui/focus.ts';
import { CloseDetails, CloseQuestion } from './CloseQuestion.tsx';

const words = windowWords.close;

interface Props {
  readonly keys: readonly string[];
}

/**
 * Enter says yes, so that Delete, Enter closes a channel; over a job in progress it takes an express tick first.
 * The focus starts at whichever comes first, as Fluent places it. A tick is for the jobs it was given for:
 * another job needs another.
 */
export const CloseDialog = ({ keys }: Props) => {
  const api = useApi();
  const targets = useClosingTargets(keys);
  const devices = useDevices();
  const { open } = targets;
  const jobs = jobsAtRisk(targets);
  const needsTick = jobs !== '';
  const [tickedFor, setTickedFor] = useState('');
  const isTicked = needsTick && tickedFor === jobs;
  const [dontAsk, setDontAsk] = useState(false);
  const mayDoWithout = mayCloseUnasked(
    open.map(({ channel }) => channel),
    devices,
  );
  const isReady = open.length > 0 && (!needsTick || isTicked);

  const onConfirm = (): void => {
    viewEvents.userLeftConfirmation();
    if (dontAsk && mayDoWithout) changeSettings({ dontAskAgain: true });
    void actOn(api, closeRequests(open, isTicked));
  };
  return (
    <DialogFrame
      kind="question"
      title={keys.length === 1 ? words.one : words.many(keys.length)}
      actions={
        <Button
          appearance="primary"
          aria-describedby={needsTick ? tickHintId : undefined}
          disabledFocusable={!isReady}
          onClick={onConfirm}
        >
          {open.length > 1 ? words.confirmMany(open.length) : words.confirmOne}
        </Button>
      }
      aside={
        mayDoWithout ? (
          <Checkbox
            label={askingWords.dontAskAgain}
            checked={dontAsk}
            onChange={(_event, data) => setDontAsk(data.checked === true)}
          />
        ) : undefined
      }
      details={<CloseDetails targets={targets} />}
      leaveLabel={open.length > 1 ? words.keepMany : words.keepOne}
      onLeave={viewEvents.userLeftConfirmation}
    >
      <CloseQuestion
        targets={targets}
        isTicked={isTicked}
        onTick={(tick) => setTickedFor(tick ? jobs : '')}
      />
    </DialogFrame>
  );
};
