import { Button } from '@fluentui/react-components';
import { isAbout } from '#app/operations/history.ts';
import { isRunning } from '#app/operations/operation.ts';
import type { Operation } from '#app/operations/operation.ts';
import { detailsWords } from '#app/words/details.ts';
import { useApi } from '../api.ts';
import { runCommand } from '../commands/run-command.ts';
import { sessionNow } from '../state/session-store.ts';
import { viewEvents } from '../state/view-store.ts';
import { usePrimary } from '../ui/use-primary.ts';

const words = detailsWords.result;

const wantsReading = (operation: Operation): boolean => !isRunning(operation) && !operation.isDismissed;

/** What a person does with a result: it goes into the ticket, and then it is done. */
export const ResultButtons = ({ keys }: { readonly keys: readonly string[] }) => {
  const api = useApi();
  const appearance = usePrimary('details');
  const done = (): void => {
    const read = Object.values(sessionNow()?.operations ?? {}).filter(
      (operation) => wantsReading(operation) && isAbout(operation, keys),
    );
    for (const { id } of read) void api.operation.dismiss({ id });
    viewEvents.userIsDone(keys);
  };
  return (
    <div className="result-buttons">
      <Button size="small" appearance={appearance} onClick={() => runCommand('copy-ticket', api)}>
        {words.copy}
      </Button>
      <Button size="small" onClick={done}>
        {words.done}
      </Button>
    </div>
  );
};
