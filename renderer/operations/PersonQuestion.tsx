import { Button, Tooltip } from '@fluentui/react-components';
import { findWords as words } from '#app/words/find.ts';
import { usePrimary } from '../ui/use-primary.ts';

interface Props {
  readonly id: string;
  readonly question: string;
  /** What “no” asks next, or why it cannot. */
  readonly hint: string;
  readonly isOffered?: boolean;
  /** The keys Y and N answer, too. */
  readonly hasKeys?: boolean;
  readonly onInUse: () => void;
  readonly onFreeIt: () => void;
}

/** What only a person can see, before anything is freed that may be in use. “Yes” ends nothing. */
export const PersonQuestion = (props: Props) => {
  const { id, question, hint, isOffered = true, hasKeys = false, onInUse, onFreeIt } = props;
  const appearance = usePrimary('details');
  return (
    <div className="find-choices" role="group" aria-labelledby={id}>
      <strong id={id}>{question}</strong>
      <Button size="small" aria-keyshortcuts={hasKeys ? 'Y' : undefined} onClick={onInUse}>
        {words.inUse}
      </Button>
      <Tooltip content={hint} relationship="description" withArrow>
        <Button
          size="small"
          appearance={appearance}
          aria-keyshortcuts={hasKeys ? 'N' : undefined}
          disabledFocusable={!isOffered}
          onClick={onFreeIt}
        >
          {words.freeIt}
        </Button>
      </Tooltip>
      {hasKeys && <span className="quiet">{words.answerKeys}</span>}
    </div>
  );
};
