import type { RemedyStep } from '#app/remedy/plan.ts';
import { stepWords } from '#app/words/remedy.ts';
import { windowWords } from '#app/words/window.ts';

const words = windowWords.details;

interface Props {
  readonly steps: readonly RemedyStep[];
}

/** What can be done about a channel, in the order to try it, each step with its risk and how to see that it helped. */
export const RemedyLadder = ({ steps }: Props) =>
  steps.length === 0 ? null : (
    <section className="details-part">
      <h3>{words.ladder}</h3>
      <ol className="ladder">
        {steps.map((step) => {
          const { title, risk, check, availability } = stepWords(step);
          return (
            <li key={step.kind}>
              {title} <span className="quiet">– {availability}.</span>
              <br />
              <span className="quiet">
                {words.risk} {risk} {words.check} {check}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
