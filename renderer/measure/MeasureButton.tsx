import { Beaker16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { measureOfferWords } from '#app/words/calibration.ts';
import { timeOf } from '../format/times.ts';
import { useOfferedDevice } from '../scope/use-offered-device.ts';
import { useDevices } from '../session/session-store.ts';
import { HintedButton } from '../toolbar/HintedButton.tsx';
import { MeasureDialog } from './MeasureDialog.tsx';

/** Measures the chosen device, or the only one there is. */
export const MeasureButton = () => {
  const [measuredId, setMeasuredId] = useState<string | null>(null);
  const devices = useDevices();
  const offered = useOfferedDevice();
  const measured = measuredId === null ? undefined : devices[measuredId];
  const { label, hint } = measureOfferWords(offered?.profile ?? null, timeOf);
  return (
    <>
      <HintedButton
        hint={hint}
        icon={<Beaker16Regular />}
        isDisabled={offered === undefined}
        label={label}
        onClick={() => setMeasuredId(offered?.device.id ?? null)}
      />
      {measured !== undefined && <MeasureDialog device={measured} onClose={() => setMeasuredId(null)} />}
    </>
  );
};
