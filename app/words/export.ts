import type { Environment } from '../session/state.ts';

export const exportWords = {
  title: 'DOT4 channels',
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
