import { RecordStop16Regular, Scan16Regular } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { cancelScan, scan } from '../commands/commands.ts';
import { HintedButton } from './HintedButton.tsx';
import { useScanPlan } from './use-scan-plan.ts';

const words = windowWords.toolbar;

/** One button for start and cancel, so that the focus stays where it is. */
export const ScanButton = () => {
  const api = useApi();
  const { startOn, progress, reason } = useScanPlan();
  if (progress !== null) {
    return (
      <HintedButton
        hint={progress.words}
        icon={<RecordStop16Regular />}
        label={words.cancelScan}
        onClick={() => void cancelScan(api)}
      />
    );
  }
  return (
    <HintedButton
      hint={reason}
      icon={<Scan16Regular />}
      isDisabled={startOn.length === 0}
      label={words.scan}
      onClick={() => void scan(api)}
    />
  );
};
