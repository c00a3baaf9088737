import type { Table } from '../export/table.ts';
import { leftOutWords, printerStateWords, reportWords as words } from '../words/report.ts';
import type { LeftOutReason } from '../words/report.ts';
import { printerStates, stepEnds } from './found.ts';
import type { PrinterState } from './found.ts';
import type { ComputerLine, PrinterLine, Report, Tally } from './gathering.ts';

/** A file, or a part of one, that is not in the report. */
export interface LeftOut {
  readonly path: string;
  readonly because: LeftOutReason;
  readonly code: string | null;
  readonly parts: number | null;
}

/** All of them are counted; the first are named. */
export interface LeftOuts {
  readonly count: number;
  readonly named: readonly LeftOut[];
}

export type ReportTable = Table & { readonly id: keyof typeof words.tables };

const { columns, tables } = words;
type Column = keyof typeof columns;

const utcTime = (at: number | null): string =>
  at === null ? words.notKnown : new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const textOr = (text: string | null): string => (text === null || text === '' ? words.notKnown : text);
const listed = (names: readonly string[]): string => textOr(names.join(', '));
const stateText = (state: PrinterState | null): string =>
  state === null ? words.notKnown : printerStateWords[state];

/** The words of the states, worst first: their order is not that of the alphabet. */
export const stateOrder: readonly string[] = printerStates.map((state) => printerStateWords[state]);

type Cells<T> = readonly (readonly [column: Column, cell: (row: T) => string])[];

const printerCells: Cells<PrinterLine> = [
  ['computer', ({ computer }) => computer],
  ['printer', ({ printer, simulated }) => (simulated ? `${printer} ${words.simulatedMark}` : printer)],
  ['state', ({ state }) => stateText(state)],
  ['since', ({ since }) => utcTime(since)],
  ['looks', ({ looks }) => String(looks)],
  ['stuckLooks', ({ stuck }) => String(stuck)],
  ['suspectLooks', ({ suspect }) => String(suspect)],
  ['services', ({ services }) => listed(services)],
  ['programs', ({ programs }) => listed(programs)],
  ['driver', ({ driver }) => textOr(driver)],
  ['helpedHere', ({ helped }) => listed(helped)],
  ['newest', ({ newest }) => utcTime(newest)],
];
/** In CSV alone, where a row may be long. */
const moreOfPrinter: Cells<PrinterLine> = [
  ['device', ({ deviceId }) => deviceId],
  ['profile', ({ profile }) => textOr(profile)],
  ['message', ({ message }) => textOr(message)],
];

const computerCells: Cells<ComputerLine> = [
  ['computer', ({ computer }) => computer],
  ['stuck', ({ stuck }) => String(stuck)],
  ['suspect', ({ suspect }) => String(suspect)],
  ['printers', ({ printers }) => String(printers)],
  ['results', ({ results }) => String(results)],
  ['newestResult', ({ newest }) => utcTime(newest)],
  ['version', ({ version }) => textOr(version)],
  ['fault', ({ fault }) => textOr(fault)],
];

const tallyCells = (name: Column): Cells<Tally> => [
  [name, (tally) => tally.name],
  ['stuck', ({ stuck }) => String(stuck)],
  ['suspect', ({ suspect }) => String(suspect)],
  ['ever', ({ ever }) => String(ever)],
  ['printers', ({ printers }) => String(printers)],
  ['computers', ({ computers }) => String(computers)],
];

const stepCells: Cells<Report['steps'][number]> = [
  ['step', ({ step }) => step],
  ...stepEnds.map((end) => [end, (row: Report['steps'][number]) => String(row[end])] as const),
];

const tableOf = <T>(
  id: ReportTable['id'],
  cells: Cells<T>,
  rows: readonly T[],
  most: number,
  more: (rows: number) => string,
): ReportTable => ({
  id,
  title: tables[id],
  columns: cells.map(([column]) => ({ id: column, name: columns[column] })),
  rows: rows.slice(0, most).map((row) => cells.map(([, cell]) => cell(row))),
  notes: rows.length > most ? [more(rows.length - most)] : [],
});

/** With trouble, or once with it. */
const isNoteworthy = ({ state, stuck, suspect }: PrinterLine): boolean =>
  stuck + suspect > 0 || state === 'person-needed' || state === 'not-told';

/** For a terminal: what went wrong, a screenful of each. */
export const shortTables = (report: Report): ReportTable[] => {
  const most = 20;
  return [
    tableOf('printers', printerCells, report.printers.filter(isNoteworthy), most, words.more),
    tableOf('drivers', tallyCells('driver'), report.drivers, most, words.more),
    tableOf('programs', tallyCells('program'), report.programs, most, words.more),
    tableOf('steps', stepCells, report.steps, most, words.more),
  ].filter(({ rows }) => rows.length > 0);
};

/** Beyond it a browser is slow to draw a table and to sort it. */
const mostOnPage = 2_000;

export const pageTables = (report: Report, leftOuts: LeftOuts): ReportTable[] => {
  const more = words.moreOnPage;
  const files = tableOf('leftOut', [['file', leftOutText]], leftOuts.named, mostOnPage, more);
  const unnamed = leftOuts.count - leftOuts.named.length;
  return [
    tableOf('printers', printerCells, report.printers, mostOnPage, more),
    tableOf('computers', computerCells, report.computers, mostOnPage, more),
    tableOf('drivers', tallyCells('driver'), report.drivers, mostOnPage, more),
    tableOf('programs', tallyCells('program'), report.programs, mostOnPage, more),
    tableOf('services', tallyCells('service'), report.services, mostOnPage, more),
    tableOf('steps', stepCells, report.steps, mostOnPage, more),
    unnamed > 0 ? { ...files, notes: [words.moreFiles(unnamed)] } : files,
  ];
};

/** A row for each printer, with all that is known. */
export const csvCells: Cells<PrinterLine> = [...printerCells, ...moreOfPrinter];
export const csvColumns: readonly string[] = csvCells.map(([column]) => columns[column]);

export const leftOutText = ({ path, because, code, parts }: LeftOut): string =>
  leftOutWords(path, because, code, parts);

/** What the report is of, in sentences. */
export const reportLines = (report: Report, leftOuts: LeftOuts): string[] => {
  const { results, computers, printers, from, to, states, simulated, unnamed } = report;
  const known = printerStates
    .filter((state) => states[state] > 0)
    .map((state) => [printerStateWords[state], states[state]] as const);
  return [
    words.joined(results, computers.length, printers.length),
    ...(from === null || to === null ? [] : [`${words.span(utcTime(from), utcTime(to))} ${words.times}`]),
    ...(known.length === 0 ? [] : [words.now(known)]),
    ...(simulated === 0 ? [] : [words.simulated(simulated)]),
    ...(unnamed === 0 ? [] : [words.unnamed(unnamed)]),
    ...(leftOuts.count === 0 ? [] : [words.leftOut(leftOuts.count)]),
  ];
};
