import { ProgressBar } from '@fluentui/react-components';
import { stepNames } from '#app/calibration/observation.ts';
import {
  calibrationPlan,
  calibrationSteps,
  calibrationWords as words,
  profileSentences,
} from '#app/words/calibration.ts';
import { faultWords } from '#app/words/faults.ts';
import type { Measurement } from './use-measurement.ts';

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

export const MeasureReport = ({ measurement }: { readonly measurement: Measurement }) => {
  switch (measurement.kind) {
    case 'not-asked':
      return <Plan />;
    case 'running': {
      const number = stepNames.indexOf(measurement.step) + 1;
      return (
        <>
          <ProgressBar aria-label={calibrationPlan.title} value={number / stepNames.length} />
          <p role="status">
            {measurement.isStopping
              ? words.stopping
              : `${words.progress(number, stepNames.length)}: ${calibrationSteps[measurement.step]}`}
          </p>
        </>
      );
    }
    case 'done': {
      const { profile, keptEarlier, leftBehind, cleanedUp } = measurement.calibration;
      const sentences = [
        ...(keptEarlier ? [words.keptEarlier] : []),
        ...profileSentences(profile),
        ...(leftBehind.length === 0 ? [] : [words.leftBehind(leftBehind)]),
        ...(cleanedUp.length === 0 ? [] : [words.cleanedUp(cleanedUp)]),
      ];
      return (
        <ul aria-live="polite">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      );
    }
    case 'failed': {
      const { title, meaning, nextStep } = faultWords(measurement.fault);
      return (
        <p role="alert">
          {title}. {meaning} {nextStep}
        </p>
      );
    }
  }
};
