import type { HealthFinding } from '#app/health/health.ts';
import { healthWords } from '#app/words/health.ts';
import { windowWords } from '#app/words/window.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { RestartButton } from './RestartButton.tsx';

interface Props {
  readonly findings: readonly HealthFinding[];
}

/** What is wrong with the stack of a device, and what to do about it. */
export const HealthList = ({ findings }: Props) =>
  findings.length === 0 ? null : (
    <section className="details-part">
      <h3>{windowWords.details.health}</h3>
      <ul className="names">
        {findings.map((finding) => {
          const { title, meaning, nextStep } = healthWords(finding);
          return (
            <li key={finding.kind}>
              <strong>
                <Foreign text={`${title}.`} of={finding} />
              </strong>{' '}
              <Foreign text={meaning} of={finding} /> <strong>{windowWords.details.nextStep}</strong>{' '}
              <Foreign text={nextStep} of={finding} /> <RestartButton finding={finding} />
            </li>
          );
        })}
      </ul>
    </section>
  );
