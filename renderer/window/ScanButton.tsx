import { RecordStop16Regular, Scan16Regular } from '@fluentui/react-icons';
import { CommandButton } from '../commands/CommandButton.tsx';
import { useScanPlan } from './use-scan-plan.ts';

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
