import { Button } from '@fluentui/react-components';
import { findWords as words } from '#app/words/find.ts';
import { stepWords } from '#app/words/remedy.ts';
import { Foreign, Unmasked } from '../../ui/Foreign.tsx';
import type { StepProps } from './Finding.tsx';

interface Props extends Pick<StepProps, 'steps' | 'labelOf' | 'onStep'> {
  readonly isOpen?: boolean;
}

/** The steps after the first, each with its risk. */
export const FurtherSteps = ({ steps, isOpen = false, labelOf, onStep }: Props) =>
  steps.length === 0 ? null : (
    <details open={isOpen}>
      <summary>{words.further}</summary>
      <ul className="find-further">
        {steps.map((step) => (
          <li key={step.kind}>
            <Button size="small" onClick={() => onStep(step)}>
              <Unmasked text={labelOf(step)} of={step} />
            </Button>{' '}
            <span className="quiet">
              <Foreign text={stepWords(step).risk} of={step} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
