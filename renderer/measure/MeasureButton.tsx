import { Beaker16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { calibrationWords as words } from '#app/words/calibration.ts';
import { devicesInScope, isPresent } from '../scope/devices.ts';
import { useDevices } from '../session/session-store.ts';
import { HintedButton } from '../toolbar/HintedButton.tsx';
import { useChosenDevice } from '../view/view-store.ts';
import { MeasureDialog } from './MeasureDialog.tsx';

/** Measures the chosen device, or the only one there is. */
export const MeasureButton = () => {
  const [measuredId, setMeasuredId] = useState<string | null>(null);
  const devices = useDevices();
  const [only, ...others] = devicesInScope(devices, useChosenDevice()).filter(isPresent);
  const offered = others.length === 0 ? only : undefined;
  const measured = measuredId === null ? undefined : devices[measuredId];
  return (
    <>
      <HintedButton
        hint={offered === undefined ? words.chooseDevice : words.buttonHint}
        icon={<Beaker16Regular />}
        isDisabled={offered === undefined}
        label={words.button}
        onClick={() => setMeasuredId(offered?.device.id ?? null)}
      />
      {measured !== undefined && <MeasureDialog device={measured} onClose={() => setMeasuredId(null)} />}
    </>
  );
};
