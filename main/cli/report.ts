import { createHash } from 'node:crypto';
import { csvHeader, csvLine } from '#app/export/csv.ts';
import type { CsvSeparator } from '#app/export/csv.ts';
import { Gathering } from '#app/report/gathering.ts';
import type { Report } from '#app/report/gathering.ts';
import { reportPage } from '#app/report/page.ts';
import { csvCells, csvColumns, leftOutText, reportLines, shortTables } from '#app/report/tables.ts';
import type { LeftOut, LeftOuts } from '#app/report/tables.ts';
import { reportWords as words } from '#app/words/report.ts';
import { saveFile } from '../files/write-whole.ts';
import { readResults } from '../report/read-results.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CommandOf } from './parse-command.ts';
import { table } from './text.ts';

/** Files that are named; of the others there is the number alone. */
const mostNamed = 1_000;
/** The same at a terminal. */
const mostShown = 20;

const rowsAtOnce = 500;

// eslint-disable-next-line @typescript-eslint/require-await -- the console takes what comes piece by piece
async function* csv(report: Report, separator: CsvSeparator): AsyncGenerator<string> {
  yield csvHeader(csvColumns, separator);
  const { printers } = report;
  for (let from = 0; from < printers.length; from += rowsAtOnce)
    yield printers
      .slice(from, from + rowsAtOnce)
      .map((row) =>
        csvLine(
          csvCells.map(([, cell]) => cell(row)),
          separator,
        ),
      )
      .join('');
}

const jsonTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Times as they are in all other results. */
const jsonReport = (report: Report, { count, named }: LeftOuts) => ({
  ...report,
  from: jsonTime(report.from),
  to: jsonTime(report.to),
  printers: report.printers.map((line) => ({
    ...line,
    since: jsonTime(line.since),
    newest: jsonTime(line.newest),
  })),
  computers: report.computers.map((line) => ({ ...line, newest: jsonTime(line.newest) })),
  leftOut: { count, files: named.map((one) => ({ ...one, says: leftOutText(one) })) },
});

const leftOutLines = ({ count, named }: LeftOuts): string[] => {
  const shown = named.slice(0, mostShown).map(leftOutText);
  return count > shown.length ? [...shown, words.moreFiles(count - shown.length)] : shown;
};

const textLines = (report: Report, leftOuts: LeftOuts): string[] => [
  ...reportLines(report, leftOuts),
  ...shortTables(report).flatMap(({ title, columns, rows, notes }) => [
    '',
    `${title}:`,
    ...table(
      columns.map(({ name }) => name.toUpperCase()),
      rows,
    ),
    ...notes,
  ]),
];

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Joins the results of any number of computers. It needs no driver, and changes nothing but the page that it saves. */
export const runReport = async (
  { results, html, csv: separator }: CommandOf<'report'>,
  console: Console,
): Promise<ExitCode> => {
  const gathering = new Gathering();
  const named: LeftOut[] = [];
  let count = 0;
  const files = await readResults(results, {
    take: (found, fileName) => gathering.add(found, fileName),
    leaveOut: (one) => {
      count += 1;
      if (named.length < mostNamed) named.push(one);
    },
  });
  const leftOuts: LeftOuts = {
    count,
    named: named.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
  };
  const report = gathering.report();
  console.note(...leftOutLines(leftOuts));
  if (report.results === 0)
    return console.fault({ kind: 'no-results', files }, { report: jsonReport(report, leftOuts) });
  if (html !== null) {
    const saved = await saveFile(html, reportPage(report, leftOuts, hash));
    if (!saved.ok) return console.fault(saved.fault);
    console.result({}, [...reportLines(report, leftOuts), words.saved(html)]);
  } else if (separator !== null) await console.asIs(csv(report, separator));
  else
    console.result(
      console.json ? { report: jsonReport(report, leftOuts) } : {},
      console.json ? [] : textLines(report, leftOuts),
    );
  return exitCodes.done;
};
