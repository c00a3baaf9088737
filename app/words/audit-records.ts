import type { AuditRecord } from '../audit/record.ts';
import { factsFrom } from '../evidence/facts.ts';
import { profileWords } from './environment.ts';
import { faultSentence } from './faults.ts';
import { outcomeWords } from './outcomes.ts';
import { stepNames } from './remedy-faults.ts';
import { remedyOutcomeWords } from './remedy-outcomes.ts';
import { operationWords, remoteWords } from './remote.ts';
import { channelWords } from './status.ts';
import { trialReportWords } from './trial.ts';
import { scanReportWords } from './window.ts';

export const noOutcome = 'No outcome recorded: the program ended during it, or it still runs.';

export interface RecordWords {
  readonly action: string;
  readonly channel: string;
  readonly label: string;
  /** What came of it, in sentences. */
  readonly result: string;
  readonly ntstatus: string;
}

const channelOf = (record: Extract<AuditRecord, { hostSocket: number }>): string =>
  channelWords(factsFrom(record.evidence).service.value, record.hostSocket);

const probeAction = (open: boolean): string => (open ? 'Probe services and channels' : 'Probe services');

const trialResult = ({
  report,
  fault,
}: Extract<AuditRecord, { record: 'trial-end' }>): Pick<RecordWords, 'label' | 'result'> => {
  if (report !== null) return { label: 'Tried', result: trialReportWords(report) };
  if (fault === null) return { label: 'Not tried', result: '' };
  return { label: 'Failed', result: faultSentence(fault) };
};

const remoteCommon = ({
  operation,
  host,
  there,
  hostSockets,
}: Extract<AuditRecord, { record: 'remote-start' | 'remote-end' }>): Pick<
  RecordWords,
  'action' | 'channel'
> => ({
  action: `${operationWords[operation]} on ${host} (${there.computer}, as ${there.user})`,
  channel: hostSockets.map((hostSocket) => `host socket ${hostSocket}`).join(', '),
});

/** Exhaustive: a new kind of record does not compile until it has words. */
export const recordWords = (record: AuditRecord): RecordWords => {
  const pending = { label: 'No outcome', result: noOutcome, ntstatus: '' };
  switch (record.record) {
    case 'intent':
      return { action: 'Close channel', channel: channelOf(record), ...pending };
    case 'outcome': {
      const { label, sentence } = outcomeWords(record.outcome, channelOf(record));
      const { ntstatus } = record;
      return {
        action: 'Close channel',
        channel: channelOf(record),
        label,
        result: record.request === null ? `${sentence} Nothing was sent to the driver.` : sentence,
        ntstatus: ntstatus === null ? '' : [ntstatus.name, ntstatus.code].filter(Boolean).join(' '),
      };
    }
    case 'trial-start':
      return { action: 'Try a channel', channel: record.service, ...pending };
    case 'trial-end':
      return { action: 'Try a channel', channel: record.service, ntstatus: '', ...trialResult(record) };
    case 'measure-start':
      return { action: 'Measure driver', channel: '', ...pending };
    case 'measure-end': {
      const { fault, profile } = record;
      if (fault !== null) {
        return {
          action: 'Measure driver',
          channel: '',
          label: 'Failed',
          result: faultSentence(fault),
          ntstatus: '',
        };
      }
      const kept =
        profile === null ? 'There is no profile of it.' : `Driver profile: ${profileWords(profile)}.`;
      const left =
        record.leftBehind.length === 0 ? '' : ` Left behind: host sockets ${record.leftBehind.join(', ')}.`;
      return {
        action: 'Measure driver',
        channel: '',
        label: 'Measured',
        result: `${kept}${left}`,
        ntstatus: '',
      };
    }
    case 'remedy-intent':
      return { action: stepNames[record.step], channel: channelOf(record), ...pending };
    case 'remedy-outcome': {
      const { outcome, step, target } = record;
      const { label, sentence } = remedyOutcomeWords(outcome, step, target, channelOf(record));
      return {
        action: stepNames[step],
        channel: channelOf(record),
        label,
        result: sentence,
        ntstatus: '',
      };
    }
    case 'probe-start':
      return { action: probeAction(record.open), channel: '', ...pending };
    case 'probe-end': {
      const action = probeAction(record.open);
      const left =
        record.leftBehind.length === 0 ? '' : ` Left behind: host sockets ${record.leftBehind.join(', ')}.`;
      if (record.fault !== null) {
        const result = faultSentence(record.fault) + left;
        return { action, channel: '', label: 'Failed', result, ntstatus: '' };
      }
      const asked = record.evidence.length;
      return {
        action,
        channel: '',
        label: 'Probed',
        ntstatus: '',
        result: `${asked} ${asked === 1 ? 'answer' : 'answers'}.${left}`,
      };
    }
    case 'scan-start':
      return { action: 'Scan sockets', channel: '', ...pending };
    case 'remote-start':
      return { ...remoteCommon(record), ...pending };
    case 'remote-end': {
      const { ended, outcomes, fault } = record;
      const common = { ...remoteCommon(record), ntstatus: '' };
      if (ended === null) return { ...common, label: 'Not seen', result: remoteWords.notSeen };
      const label = { done: 'Ended there', failed: 'Failed there', cancelled: 'Cancelled there' }[ended];
      if (fault !== null) return { ...common, label, result: faultSentence(fault) };
      const result = outcomes
        .map(({ hostSocket, outcome }) => outcomeWords(outcome, `host socket ${hostSocket}`).sentence)
        .join(' ');
      return { ...common, label, result };
    }
    case 'scan-end': {
      const common = { action: 'Scan sockets', channel: '', ntstatus: '' };
      if (record.report !== null)
        return { ...common, label: 'Scanned', result: `${scanReportWords(record.report)}.` };
      const fault = record.fault ?? { kind: 'open-at-quit' };
      return { ...common, label: 'Failed', result: faultSentence(fault) };
    }
  }
};
