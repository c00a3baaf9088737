import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { trialServices } from '#app/trial/trial.ts';
import { trialServiceWords, trialWords as words } from '#app/words/trial.ts';

interface Props {
  readonly service: string;
  readonly onChoose: (service: string) => void;
}

/** What a trial does and risks, and which service it is to be. */
export const TrialQuestion = ({ service, onChoose }: Props) => (
  <>
    <p>{words.intro}</p>
    <h3>{words.risksTitle}</h3>
    <ul>
      {words.risks.map((risk) => (
        <li key={risk}>{risk}</li>
      ))}
    </ul>
    <Field label={words.service}>
      <RadioGroup value={service} onChange={(_event, { value }) => onChoose(value)}>
        {trialServices.map((name) => (
          <Radio key={name} value={name} label={trialServiceWords(name)} />
        ))}
      </RadioGroup>
    </Field>
  </>
);
