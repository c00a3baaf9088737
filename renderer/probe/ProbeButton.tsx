import { Question16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { whyNoServiceProbe } from '#app/probe/permissions.ts';
import { probeForbiddenWords, probeWords as words } from '#app/words/probe.ts';
import { useOfferedDevice } from '../scope/use-offered-device.ts';
import { useDevices } from '../session/session-store.ts';
import { HintedButton } from '../toolbar/HintedButton.tsx';
import { ProbeDialog } from './ProbeDialog.tsx';

/** Probes the services of the chosen device, or of the only one there is. */
export const ProbeButton = () => {
  const [probedId, setProbedId] = useState<string | null>(null);
  const devices = useDevices();
  const offered = useOfferedDevice();
  const probed = probedId === null ? undefined : devices[probedId];
  const because = offered === undefined ? null : whyNoServiceProbe(offered.profile);
  const refusal = because === null ? null : probeForbiddenWords(because);
  return (
    <>
      <HintedButton
        hint={offered === undefined ? words.chooseDevice : (refusal ?? words.buttonHint)}
        icon={<Question16Regular />}
        isDisabled={offered === undefined || refusal !== null}
        label={words.button}
        onClick={() => setProbedId(offered?.device.id ?? null)}
      />
      {probed !== undefined && <ProbeDialog device={probed} onClose={() => setProbedId(null)} />}
    </>
  );
};
