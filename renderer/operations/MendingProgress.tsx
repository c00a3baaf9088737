import { Button, ProgressBar, Spinner } from '@fluentui/react-components';
import { findWords as words } from '#app/words/find.ts';
import { remedyStageWords } from '#app/words/remedy-outcomes.ts';
import { remedyWindowWords } from '#app/words/remedy-run.ts';
import { useApi } from '../api.ts';
import type { Mending } from '../state/searches.ts';

/** How far a step is; what can be stopped has a button for it. */
export const MendingProgress = ({ mending }: { readonly mending: Mending }) => {
  const api = useApi();
  const { id, stage, progress, isCancelled } = mending;
  const isMany = mending.kind === 'close' && mending.closings.length > 1;
  const isByPerson = stage === 'waiting-to-leave' || stage === 'waiting-to-return';
  const label =
    isMany && progress !== null
      ? words.progress(progress.done, progress.total)
      : mending.kind === 'close'
        ? words.busy
        : remedyStageWords(stage);
  return (
    <div className="mending" tabIndex={-1} data-start={`running ${id}`}>
      {isMany && progress !== null ? (
        <>
          <span>{label}</span>
          <ProgressBar aria-label={label} thickness="large" value={progress.done / progress.total} />
        </>
      ) : (
        <Spinner size="extra-tiny" label={label} />
      )}
      {(isMany || isByPerson) && (
        <Button
          size="small"
          disabledFocusable={isCancelled}
          onClick={() => void api.operation.cancel({ id })}
        >
          {isMany ? words.stopAfterThis : remedyWindowWords.stopWaiting}
        </Button>
      )}
    </div>
  );
};
