import { Button } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { defaultThresholds, isThreshold, thresholdNames } from '#app/evidence/thresholds.ts';
import type { ThresholdName } from '#app/evidence/thresholds.ts';
import { thresholdWords, thresholdsWords as words } from '#app/words/thresholds.ts';
import { changeSettings, settingsNow, useSetting } from '../state/settings-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';

/** A number that can be used holds at once; one that cannot stays in the field, and the kept one holds. */
const Threshold = ({ name }: { readonly name: ThresholdName }) => {
  const kept = useSetting('thresholds')[name];
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const isWrong = typed !== null && !isThreshold(name, Number(typed));
  const type = (text: string): void => {
    setTyped(text);
    const value = Number(text);
    if (isThreshold(name, value))
      changeSettings({ thresholds: { ...settingsNow().thresholds, [name]: value } });
  };
  return (
    <div className="threshold">
      <label htmlFor={id}>{thresholdWords[name]}</label>
      <input
        id={id}
        type="number"
        min={1}
        max={1440}
        value={typed ?? kept}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={({ target }) => type(target.value)}
        onBlur={() => setTyped(null)}
      />
      <span>{words.minutes}</span>
      {isWrong && (
        <span role="alert" id={`${id}-wrong`}>
          {words.wrong}
        </span>
      )}
    </div>
  );
};

/** After how many minutes without a change the rules hold. */
export const ThresholdsDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <DialogFrame
    kind="tool"
    title={words.title}
    leaveLabel={words.close}
    onLeave={onClose}
    actions={<Button onClick={() => changeSettings({ thresholds: defaultThresholds })}>{words.usual}</Button>}
  >
    <p>{words.what}</p>
    {thresholdNames.map((name) => (
      <Threshold key={name} name={name} />
    ))}
  </DialogFrame>
);
