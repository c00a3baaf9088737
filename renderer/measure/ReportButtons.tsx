import { Button } from '@fluentui/react-components';
import type { FieldReport } from '#app/calibration/field-report.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { calibrationWords as words } from '#app/words/calibration.ts';
import { useApi } from '../api.ts';
import { FaultText } from '../operations/FaultText.tsx';

/** Where the report went; null: the person left the question. */
export type Saved = Result<string | null, Fault>;

interface Props {
  readonly deviceId: string;
  readonly report: FieldReport;
  readonly onSaved: (saved: Saved) => void;
}

export const ReportButtons = ({ deviceId, report, onSaved }: Props) => {
  const api = useApi();
  return (
    <>
      <Button onClick={() => void api.window.copyText({ text: JSON.stringify(report, null, 2) })}>
        {words.copyReport}
      </Button>
      <Button onClick={() => void api.device.saveReport({ deviceId }).then(onSaved)}>
        {words.saveReport}
      </Button>
    </>
  );
};

export const SavedReport = ({ saved }: { readonly saved: Saved }) => {
  if (saved.ok) return <p role="status">{saved.value === null ? '' : words.saved(saved.value)}</p>;
  return <FaultText fault={saved.fault} />;
};
