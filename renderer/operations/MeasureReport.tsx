import { ProgressBar } from '@fluentui/react-components';
import type { Calibration } from '#app/calibration/field-report.ts';
import { stepNames } from '#app/calibration/observation.ts';
import type { OperationOf } from '#app/operations/operation.ts';
import {
  calibrationPlan,
  calibrationSteps,
  calibrationWords as words,
  profileSentences,
} from '#app/words/calibration.ts';
import { operationWords } from '#app/words/operations.ts';
import { ownSocketSentences } from '#app/words/own-sockets.ts';
import { FaultText } from '../ui/FaultText.tsx';

type Measurement = OperationOf<'measure'>;

const Plan = () => (
  <>
    <p>{calibrationPlan.intro}</p>
    <ol>
      {stepNames.map((step) => (
        <li key={step}>{calibrationSteps[step]}</li>
      ))}
    </ol>
    <h3>{words.risks}</h3>
    <ul>
      {calibrationPlan.risks.map((risk) => (
        <li key={risk}>{risk}</li>
      ))}
    </ul>
  </>
);

const Progress = ({ operation: { stage, step, isCancelled } }: { readonly operation: Measurement }) => {
  const number = stepNames.indexOf(step) + 1;
  const at = `${words.progress(number, stepNames.length)}: ${calibrationSteps[step]}`;
  return (
    <>
      <ProgressBar aria-label={calibrationPlan.title} value={number / stepNames.length} />
      <p role="status">{isCancelled ? words.stopping : stage === 'waiting' ? operationWords.waiting : at}</p>
    </>
  );
};

const Found = (calibration: Calibration) => {
  const sentences = [
    ...(calibration.keptEarlier ? [words.keptEarlier] : []),
    ...profileSentences(calibration.profile),
    ...ownSocketSentences(calibration),
  ];
  return (
    <ul aria-live="polite">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
};

/** What measuring does, how far it is, or what it found. */
export const MeasureReport = ({ operation }: { readonly operation: Measurement | null }) => {
  if (operation === null) return <Plan />;
  switch (operation.outcome?.kind) {
    case undefined:
      return <Progress operation={operation} />;
    case 'done':
      return <Found {...operation.outcome.report} />;
    case 'failed':
      return <FaultText fault={operation.outcome.fault} />;
  }
};
