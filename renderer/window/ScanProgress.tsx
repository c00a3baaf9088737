import { ProgressBar } from '@fluentui/react-components';
import { useScanPlan } from './use-scan-plan.ts';

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
