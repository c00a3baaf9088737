import { ProgressBar } from '@fluentui/react-components';
import { RecordStop16Regular, Scan16Regular } from '@fluentui/react-icons';
import { CommandButton } from '../commands/CommandButton.tsx';
import { scanPlan } from '../state/scan.ts';
import type { ScanPlan } from '../state/scan.ts';
import { useDevices, useOperations } from '../state/session-store.ts';
import { useChosenDevice } from '../state/view-store.ts';

/** What *Scan sockets* would do on the chosen device, or on all. */
const useScanPlan = (): ScanPlan => {
  const devices = useDevices();
  const operations = useOperations();
  const chosen = useChosenDevice();
  return scanPlan({ devices, operations }, chosen);
};

/** One button for start and cancel, so that the focus stays where it is. */
export const ScanButton = () => {
  const isRunning = useScanPlan().running.length > 0;
  return (
    <CommandButton
      id={isRunning ? 'cancel-scan' : 'scan'}
      icon={isRunning ? <RecordStop16Regular /> : <Scan16Regular />}
    />
  );
};

export const ScanProgress = () => {
  const { progress } = useScanPlan();
  if (progress === null) return null;
  return (
    <div className="scan-progress">
      <span>{progress.words}</span>
      <ProgressBar aria-label={progress.words} thickness="large" value={progress.share} />
    </div>
  );
};
