import { Button, Spinner } from '@fluentui/react-components';
import type { OperationOf } from '#app/operations/operation.ts';
import { remedyStageWords } from '#app/words/remedy-outcomes.ts';
import { remedyWindowWords as words } from '#app/words/remedy-run.ts';
import { useApi } from '../api.ts';

/** How far a step of the ladder is. */
export const RunningStep = ({ run }: { readonly run: OperationOf<'remedy'> }) => {
  const api = useApi();
  const { id, stage, isCancelled } = run;
  return (
    <div className="running-step">
      <Spinner size="extra-tiny" label={remedyStageWords(stage)} />
      {(stage === 'waiting-to-leave' || stage === 'waiting-to-return') && (
        <Button
          size="small"
          disabledFocusable={isCancelled}
          onClick={() => void api.operation.cancel({ id })}
        >
          {words.stopWaiting}
        </Button>
      )}
    </div>
  );
};
