import { recordWords } from '../words/audit-records.ts';
import { visible } from '../words/foreign-text.ts';
import { askedFromWords } from '../words/remote.ts';
import { partOf } from './entries.ts';
import type { AuditRecord } from './record.ts';

type Level = 'information' | 'warning';

const event = (id: number, level: Level, means: string) => ({ id, level, means }) as const;

/**
 * The events of the source Unjam. An id never changes its meaning and none is used again: rules of others are made of them.
 * EventCreate.exe, whose messages are "%1", has the ids 1 to 1000.
 */
export const windowsEvents = {
  'close-begins': event(100, 'information', 'A channel is about to be closed'),
  'close-freed': event(101, 'information', 'The channel was closed and is gone'),
  'close-already-gone': event(102, 'information', 'The channel was gone already'),
  'close-unconfirmed': event(103, 'warning', 'The driver said that it closed the channel; nothing shows it'),
  'close-failed': event(104, 'warning', 'Closing the channel failed; the text says how far it came'),
  'step-begins': event(200, 'information', 'A step of the ladder is about to be run'),
  'step-helped': event(201, 'information', 'The step was run and helped'),
  'step-not-needed': event(202, 'information', 'The channel was gone before the step; nothing was done'),
  'step-unverified': event(203, 'warning', 'The step was run; nothing shows whether it helped'),
  'step-still-there': event(204, 'warning', 'The step was run and did not help'),
  'step-did-not-last': event(205, 'warning', 'The step was run, and what it did was undone'),
  'step-failed': event(206, 'warning', 'The step failed; the text says how far it came'),
  'measure-begins': event(300, 'information', 'A driver is about to be measured'),
  'measure-ended': event(301, 'information', 'The driver was measured'),
  'measure-failed': event(302, 'warning', 'The driver was not measured'),
  'probe-begins': event(310, 'information', 'Services are about to be probed'),
  'probe-ended': event(311, 'information', 'The services were probed'),
  'probe-failed': event(312, 'warning', 'The services were not probed'),
  'trial-begins': event(320, 'information', 'A channel is about to be tried'),
  'trial-ended': event(321, 'information', 'The channel was tried'),
  'trial-failed': event(322, 'warning', 'The channel was not tried'),
  'scan-begins': event(330, 'information', 'Sockets are about to be scanned'),
  'scan-ended': event(331, 'information', 'The sockets were scanned'),
  'scan-failed': event(332, 'warning', 'The sockets were not scanned'),
  'remote-begins': event(400, 'information', 'Another computer is about to be asked for something'),
  'remote-ended': event(401, 'information', 'What another computer was asked for has ended there'),
  'remote-failed': event(402, 'warning', 'What another computer was asked for failed, or was lost sight of'),
} as const;
export type WindowsEventName = keyof typeof windowsEvents;

/** Exhaustive: a new kind of record or outcome does not compile until it has an event. */
const eventNameOf = (record: AuditRecord): WindowsEventName => {
  switch (record.record) {
    case 'intent':
      return 'close-begins';
    case 'outcome':
      return `close-${record.outcome.kind}`;
    case 'remedy-intent':
      return 'step-begins';
    case 'remedy-outcome':
      return `step-${record.outcome.kind}`;
    case 'measure-start':
      return 'measure-begins';
    case 'probe-start':
      return 'probe-begins';
    case 'trial-start':
      return 'trial-begins';
    case 'scan-start':
      return 'scan-begins';
    case 'remote-start':
      return 'remote-begins';
    case 'remote-end':
      return record.ended === 'done' ? 'remote-ended' : 'remote-failed';
    case 'measure-end':
      return record.fault === null ? 'measure-ended' : 'measure-failed';
    case 'probe-end':
      return record.fault === null ? 'probe-ended' : 'probe-failed';
    case 'trial-end':
      return record.fault === null ? 'trial-ended' : 'trial-failed';
    case 'scan-end':
      return record.fault === null ? 'scan-ended' : 'scan-failed';
  }
};

/** "31,839 characters" (ReportEventW), with room for what Windows adds. */
const mostLength = 30_000;

/** The event viewer would put other text in the place of %1 and %%1. The full-width sign is read the same. */
const withoutInsertions = (text: string): string => text.replace(/%(?=[\d%])/g, '\uff05');

export interface WindowsEvent {
  readonly id: number;
  readonly level: Level;
  readonly text: string;
}

/** A record as an event, one fact a line. Its id is that of the record in the audit trail. */
export const windowsEventOf = (record: AuditRecord): WindowsEvent => {
  const { id, level, means } = windowsEvents[eventNameOf(record)];
  const { action, channel, result, ntstatus } = recordWords(record);
  const recorded = partOf(record);
  const { device, user, computer, program } = record;
  const lines = [
    `${means}.`,
    ...(recorded.part === 'end' && result !== '' ? [result] : []),
    '',
    `Action: ${action}`,
    `Device: ${device.name} (${device.instanceId})`,
    ...(channel === '' ? [] : [`Channel: ${channel}`]),
    ...('target' in record ? [`Target: ${record.target}`] : []),
    ...(ntstatus === '' ? [] : [`NTSTATUS: ${ntstatus}`]),
    `User: ${user}`,
    `Computer: ${computer}`,
    ...(record.askedFrom === undefined ? [] : [`Asked from: ${askedFromWords(record.askedFrom)}`]),
    `Program: ${program}`,
    `Time: ${record.at}`,
    `Record: ${recorded.id}`,
  ];
  const text = lines.map(visible).join('\r\n');
  return { id, level, text: withoutInsertions(text).slice(0, mostLength) };
};
