import type { Environment } from '../session/state.ts';
import type { ColumnId } from './rows.ts';

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** "0:14:05", hours first. */
const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
};

/** Columns that hold something else in a file than on the screen. */
const columns: Readonly<Partial<Record<ColumnId, string>>> = {
  age: 'Age (h:mm:ss)',
  look: 'Last look ago (h:mm:ss)',
};

export const exportWords = {
  title: 'DOT4 channels',
  columns,
  age: duration,
  asOf: (time: string): string => `As of ${time}.`,
  version: (version: string): string => `Unjam ${version}.`,
  marks: '? is inferred, – is not known.',
  simulated: (scenario: string | null): string =>
    `SIMULATED PRINTERS${scenario === null ? '' : ` (scenario ${scenario})`}: nothing in this table is real.`,
  note: 'Note',
  /** The name of the field that holds it. */
  notCopied: 'Text that was not copied',
  copied: (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'} copied.`,
  savedAs: (path: string): string => `Saved as ${path}.`,
} as const;

/** What must stand with a table of channels, wherever it goes; that it is simulated comes first. */
export const tableNotes = ({ mode, scenario, version }: Environment, time: string): readonly string[] => [
  ...(mode === 'simulator' ? [exportWords.simulated(scenario)] : []),
  exportWords.asOf(time),
  exportWords.version(version),
  exportWords.marks,
];
