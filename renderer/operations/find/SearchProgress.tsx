import { Button, Spinner } from '@fluentui/react-components';
import {
  Checkmark16Regular,
  Circle16Regular,
  DismissCircle16Regular,
  SubtractCircle16Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { FindStep } from '#app/operations/find-steps.ts';
import { findStatusWords, findStepWords, findWords as words } from '#app/words/find.ts';
import { useApi } from '../../api.ts';
import type { Search } from '../../state/searches.ts';
import { Foreign } from '../../ui/Foreign.tsx';

const marks: Readonly<Record<FindStep['status'], ReactElement>> = {
  waiting: <Circle16Regular />,
  running: <Spinner size="extra-tiny" />,
  done: <Checkmark16Regular />,
  skipped: <SubtractCircle16Regular />,
  failed: <DismissCircle16Regular />,
};

/** The steps of a search as they go, or as they went. */
export const SearchSteps = ({ search: { id, steps, isCancelled } }: Props) => {
  const api = useApi();
  return (
    <ol className="find-steps">
      {steps.map((step) => (
        <li key={step.name} data-status={step.status}>
          <span className="state-mark" aria-hidden>
            {marks[step.status]}
          </span>
          <span>
            {findStepWords[step.name]} <span className="quiet">– {findStatusWords(step)}</span>
          </span>
          {(step.status === 'waiting' || step.status === 'running') && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={words.skipStep(step.name)}
              disabledFocusable={isCancelled}
              onClick={() => void api.operation.skip({ id, step: step.name })}
            >
              {words.skip}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
};

interface Props {
  readonly search: Search;
}

/** How far a search is. The focus is on its title: a key that was meant for what comes next does nothing here. */
export const SearchProgress = ({ search }: Props) => {
  const api = useApi();
  const { id, deviceName, isCancelled } = search;
  return (
    <>
      <h2 className="details-title" tabIndex={-1} data-start="running">
        <Foreign text={isCancelled ? words.stopping : words.running(deviceName)} of={deviceName} />
      </h2>
      <SearchSteps search={search} />
      <Button size="small" disabledFocusable={isCancelled} onClick={() => void api.operation.cancel({ id })}>
        {words.cancel}
      </Button>
    </>
  );
};
