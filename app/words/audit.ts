import { tellingRecord } from '../audit/entries.ts';
import type { AuditEntry } from '../audit/entries.ts';
import type { damages, foreignReasons, UnreadableLine } from '../audit/line.ts';
import { confidenceOf, newestFirst } from '../evidence/evidence.ts';
import type { TrailOwner } from '../audit/page.ts';
import type { AuditRecord } from '../audit/record.ts';
import { askedFromWords } from './remote.ts';
import { recordWords } from './audit-records.ts';
import { confidenceWords, evidenceWords, sourceWords } from './evidence.ts';
import { endOfInstance } from './printer-names.ts';

const ownerWords = ({ user, computer }: TrailOwner): string =>
  user === null ? ` for all users of ${computer}` : ` for ${user} on ${computer}`;

/** Labels of the view, and of the columns of a saved trail. */
export const auditWords = {
  title: 'Audit trail',
  where: (path: string, owner?: TrailOwner): string =>
    `Everything that Unjam did${owner === undefined ? '' : ownerWords(owner)} is recorded in ${path}, newest first here.`,
  simulatedOnly: 'This trail is of simulated printers: nothing in it is real.',
  filter: 'Filter the audit trail',
  filterPlaceholder: 'Filter',
  copy: 'Copy',
  copyHint: 'Copy the selected entries as a table (Ctrl+C).',
  saveCsv: 'Save as CSV…',
  saveJson: 'Save as JSON…',
  saveHint: 'Saves the whole trail, as far as the filter shows it, oldest first.',
  older: 'Load older',
  loading: 'Reading…',
  refresh: 'Refresh',
  close: 'Close',
  list: 'Entries, newest first',
  details: 'The chosen entry',
  raw: 'The line as it stands in the file',
  rawCut: 'Only its beginning is shown.',
  empty: {
    title: 'Nothing has been recorded yet',
    meaning: 'Closing a channel or measuring a driver writes the first entry.',
  },
  filteredAway: {
    title: 'The filter hides every entry',
    meaning: 'Nothing that is loaded matches all of its words. Older entries may.',
  },
  unreadable: 'The audit trail cannot be read',
  count: (shown: number, loaded: number, hasOlder: boolean): string =>
    `${shown === loaded ? loaded : `${shown} of ${loaded}`} ${loaded === 1 ? 'entry' : 'entries'}${hasOlder ? ' loaded, older ones are not yet' : ''}`,
  copied: (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'} copied.`,
  savedAs: (path: string): string => `Saved as ${path}.`,
  columns: {
    begun: 'Begun',
    ended: 'Ended',
    action: 'Action',
    device: 'Device',
    channel: 'Channel',
    result: 'Result',
    ntstatus: 'NTSTATUS',
    user: 'User',
    computer: 'Computer',
    program: 'Program',
    simulated: 'Simulated',
    lines: 'Lines',
    text: 'Says',
  },
} as const;

export type AuditColumn = keyof typeof auditWords.columns;

const damageWords: Readonly<Record<(typeof damages)[number], string>> = {
  torn: 'it ends in the middle: it is being written, or its program ended while writing it',
  'not-json': 'it is no JSON',
  'not-utf8': 'it is no text (UTF-8)',
  'too-long': 'it is longer than any record',
};

const foreignWords: Readonly<Record<(typeof foreignReasons)[number], (detail: string | null) => string>> = {
  'not-a-record': () => 'it is JSON, but no record of Unjam',
  'other-version': (detail) => `it has version ${detail ?? 'unknown'} of the format, and this Unjam knows 1`,
  'unknown-kind': (detail) => `it is a record of a kind this Unjam does not know: ${detail ?? 'unknown'}`,
  'other-fields': (detail) =>
    detail === null
      ? 'its fields are not those of such a record'
      : `its field “${detail}” is not that of such a record`,
};

const placeWords = ({ line, offset }: UnreadableLine): string =>
  line === null ? `at byte ${offset}` : String(line);

/** Why a line is not shown as an operation. */
export const unreadableWords = (line: UnreadableLine): string =>
  line.kind === 'damaged'
    ? `Damaged line ${placeWords(line)}: ${damageWords[line.reason]}.`
    : `Foreign line ${placeWords(line)}: ${foreignWords[line.reason](line.detail)}.`;

const programWords = { window: 'window', 'command line': 'command line' } as const;

/** In place of a time that is not recorded. */
export const noTime = '–';

/** "Freed", "No outcome": one or two words for a cell. */
export const entryLabel = (entry: AuditEntry): string =>
  entry.kind === 'operation'
    ? recordWords(tellingRecord(entry)).label
    : entry.line.kind === 'damaged'
      ? 'Damaged line'
      : 'Foreign line';

/** When it began, or where only its end is recorded, ended; null for a line that tells no time. */
export const entryTime = (entry: AuditEntry): number | null =>
  entry.kind === 'operation' ? Date.parse((entry.begin ?? tellingRecord(entry)).at) : null;

/** A trail outlives the devices that are known now, so its names always stand with what tells them apart. */
const recordedDevice = ({ name, instanceId }: AuditRecord['device']): string =>
  `${name} (…${endOfInstance(instanceId)})`;

/** Every column of an entry as text; times as they stand in the file (ISO 8601, UTC). */
export const auditCells = (entry: AuditEntry): Readonly<Record<AuditColumn, string>> => {
  if (entry.kind === 'unreadable') {
    const { line } = entry;
    const none = { begun: '', ended: '', device: '', channel: '', ntstatus: '', user: '', computer: '' };
    const rest = { program: '', simulated: '', lines: String(line.line ?? ''), text: line.text };
    return { ...none, ...rest, action: entryLabel(entry), result: unreadableWords(line) };
  }
  const record = tellingRecord(entry);
  const { action, channel, label, result, ntstatus } = recordWords(record);
  return {
    begun: entry.begin?.at ?? '',
    ended: entry.end?.at ?? '',
    action,
    device: recordedDevice(record.device),
    channel,
    result: label,
    ntstatus,
    user: record.user,
    computer:
      record.askedFrom === undefined
        ? record.computer
        : `${record.computer}, asked from ${askedFromWords(record.askedFrom)}`,
    program: programWords[record.program],
    simulated: record.simulated ? 'yes' : 'no',
    lines: entry.lines.join(' '),
    text: result,
  };
};

/** What an entry rests on: one line for each piece of evidence, newest first; `stamp` writes a moment. */
export const auditEvidence = (entry: AuditEntry, stamp: (at: number) => string): readonly string[] => {
  if (entry.kind === 'unreadable') return [];
  const record = tellingRecord(entry);
  return 'evidence' in record
    ? newestFirst(record.evidence).map(
        (piece) =>
          `${stamp(piece.at)}, ${confidenceWords[confidenceOf(piece)]}, ${sourceWords[piece.source]}: ${evidenceWords(piece)}`,
      )
    : [];
};
