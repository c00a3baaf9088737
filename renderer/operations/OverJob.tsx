import { Checkbox } from '@fluentui/react-components';
import { Warning16Filled } from '@fluentui/react-icons';
import { whyNotOverJob } from '#app/policy/forbidden.ts';
import { policyHintWords } from '#app/words/policy.ts';
import { useEnvironment } from '../state/session-store.ts';
import { tickHintId } from '../ui/focus.ts';
import { Unmasked } from '../ui/Foreign.tsx';

interface Props {
  /** A line for each job that would be cut off, and for those that cannot be seen. */
  readonly warnings: readonly string[];
  /** Where the names in them come from. */
  readonly of: unknown;
  readonly label: string;
  /** Why it has to be ticked. */
  readonly hint: string;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

/** The express yes over jobs, which names each of them. */
export const OverJob = ({ warnings, of, label, hint, isTicked, onTick }: Props) => {
  const policy = useEnvironment()?.policy;
  const forbidden = policy === undefined ? null : whyNotOverJob(policy, true);
  return (
    <div className="over-job">
      {warnings.map((warning, index) => (
        // two channels may carry the same warning
        <p key={`${index} ${warning}`}>
          <Warning16Filled aria-hidden /> <Unmasked text={warning} of={of} />
        </p>
      ))}
      <Checkbox
        label={label}
        checked={isTicked}
        disabled={forbidden !== null}
        onChange={(_event, data) => onTick(data.checked === true)}
      />
      <p className="quiet" id={tickHintId}>
        {forbidden === null ? hint : policyHintWords(forbidden)}
      </p>
    </div>
  );
};
