import { Button } from '@fluentui/react-components';
import type { FieldReport } from '#app/calibration/field-report.ts';
import type { Fault } from '#app/faults/fault.ts';
import { ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { calibrationWords as words } from '#app/words/calibration.ts';
import { useApi } from '../api.ts';
import { FaultText } from '../ui/FaultText.tsx';
import { Uncopied } from '../ui/Uncopied.tsx';

/** What to say of a report that was saved or copied, and its text where it could not be copied. */
export interface Handed {
  readonly result: Result<string, Fault>;
  readonly uncopied: string | null;
}

interface Props {
  readonly deviceId: string;
  readonly report: FieldReport;
  readonly onHanded: (handed: Handed) => void;
}

export const ReportButtons = ({ deviceId, report, onHanded }: Props) => {
  const api = useApi();
  const copy = async (): Promise<void> => {
    const text = JSON.stringify(report, null, 2);
    const answer = await api.window.copyText({ text });
    onHanded(answer.ok ? { result: ok(words.copied), uncopied: null } : { result: answer, uncopied: text });
  };
  const save = async (): Promise<void> => {
    const answer = await api.device.saveReport({ deviceId });
    // null: the person left the question
    const said = (path: string | null): string => (path === null ? '' : words.saved(path));
    onHanded({ result: answer.ok ? ok(said(answer.value)) : answer, uncopied: null });
  };
  return (
    <>
      <Button onClick={() => void copy()}>{words.copyReport}</Button>
      <Button onClick={() => void save()}>{words.saveReport}</Button>
    </>
  );
};

export const HandedReport = ({ handed: { result, uncopied } }: { readonly handed: Handed }) => (
  <>
    {result.ok ? <p role="status">{result.value}</p> : <FaultText fault={result.fault} />}
    {uncopied !== null && <Uncopied text={uncopied} />}
  </>
);
