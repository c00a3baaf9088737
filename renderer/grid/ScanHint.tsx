import { Info16Regular, Warning16Regular } from '@fluentui/react-icons';
import { faultWords } from '#app/words/faults.ts';
import { deviceName } from '#app/words/printer-names.ts';
import { rowWords } from '#app/words/rows.ts';
import { devicesInScope } from '../state/devices.ts';
import { neverScanned } from '../state/scan.ts';
import { useDevices } from '../state/session-store.ts';
import { useChosenDevice } from '../state/view-store.ts';

const words = rowWords.scanHint;

/** Below the rows: what they cannot show, because a device was never scanned or its scan failed. */
export const ScanHint = () => {
  const all = useDevices();
  const devices = devicesInScope(all, useChosenDevice());
  const unscanned = neverScanned(devices);
  const failed = devices.flatMap(({ device, scan }) =>
    scan.kind === 'failed'
      ? [{ name: deviceName(device.id, all), id: device.id, words: faultWords(scan.fault) }]
      : [],
  );
  return (
    <>
      {failed.map(({ id, name, words: { title, meaning, nextStep } }) => (
        <p className="scan-hint" key={id}>
          <Warning16Regular aria-hidden />
          <span>
            <strong>
              {name}: {title}.
            </strong>{' '}
            {meaning} {nextStep}
          </span>
        </p>
      ))}
      {unscanned.length > 0 && (
        <p className="scan-hint">
          <Info16Regular aria-hidden />
          <span>
            <strong>{words.title(unscanned.length)}</strong> {words.text}
          </span>
        </p>
      )}
    </>
  );
};
