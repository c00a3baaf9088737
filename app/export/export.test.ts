import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { harmless } from './cells.ts';
import { byteOrderMark, csvLine, csvText } from './csv.ts';
import { formatTable, tableAsTsv } from './format-table.ts';
import type { Table } from './table.ts';

/** RFC 4180, read by its grammar: quoted cells may hold line ends, commas and doubled quotes. */
const readCsv = (text: string): string[][] => {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) throw new Error(`no CSV at ${at}`);
    const [, quoted, plain = '', end] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  rows.pop();
  return rows;
};

const harmed = /^[\s\p{Z},;|]*[=+\-@](?!\d+$)|[\p{Cc}\p{Cs}\p{Bidi_Control}]/u;
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', "'", 'a'),
    maxLength: 8,
  }),
);
const grid = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(nasty, { minLength: width, maxLength: width }), { minLength: 1 }));

test('every table comes back out of its CSV cell by cell; no cell begins a formula or steers the text around it', () => {
  fc.assert(
    fc.property(grid, ([header = [], ...rows]) => {
      const text = csvText(header, rows);
      expect(text.startsWith(byteOrderMark)).toBe(true);
      const back = readCsv(text.slice(1));
      expect(back.flat().some((cell) => harmed.test(cell))).toBe(false);
      expect(back).toEqual([header, ...rows].map((row) => row.map(harmless)));
    }),
  );
});

test('a cell that would be a formula is text', () => {
  expect(csvText(['a'], [['=HYPERLINK("http://x")'], ['-1+2'], ['@x'], ['+1']])).toBe(
    `${byteOrderMark}a\r\n"'=HYPERLINK(""http://x"")"\r\n"'-1+2"\r\n"'@x"\r\n"'+1"\r\n`,
  );
});

test.each([' =1+1', '\u00a0=1', ';=1', '\t,@x', '\u200b+1', '\uff1d1', '\u3000-x', '|=1', '  -2+3'])(
  '%j begins a formula to a spreadsheet, and is text',
  (cell) => {
    expect(harmless(cell)).toMatch(/^'/);
  },
);

test.each(['-5', '0', '12', '-3.25'])('%s stays a number', (cell) => {
  expect(csvLine(['a', cell])).toBe(`"a",${cell}\r\n`);
});

test('cells are set apart by the sign that was asked for', () => {
  expect(csvLine(['a;b', '', '7'], ';')).toBe('"a;b";;7\r\n');
  expect(csvLine(['a', 'b'], '\t')).toBe('"a"\t"b"\r\n');
});

const table: Table = {
  title: 'Channels',
  notes: ['Simulated printers.'],
  columns: [
    { id: 'service', name: 'Service' },
    { id: 'job', name: 'Job' },
  ],
  rows: [
    ['HP-SCAN ?', '–'],
    ['PRINT', '<img src=x onerror=alert(1)> & "more"\tin\ntwo lines'],
  ],
};

describe('formats of a table', () => {
  test('CSV keeps the marks, and says in every row what must not be lost', () => {
    expect(readCsv(formatTable(table, 'csv').slice(1))).toEqual([
      ['Service', 'Job', 'Note'],
      ['HP-SCAN ?', '–', 'Simulated printers.'],
      ['PRINT', String.raw`<img src=x onerror=alert(1)> & "more"\tin\ntwo lines`, 'Simulated printers.'],
    ]);
  });

  test('JSON names each cell', () => {
    expect(JSON.parse(formatTable(table, 'json'))).toMatchObject({
      schema: 1,
      notes: ['Simulated printers.'],
      rows: [{ service: 'HP-SCAN ?', job: '–' }, { service: 'PRINT' }],
    });
  });

  test('HTML is escaped, and fetches and runs nothing', () => {
    const html = formatTable(table, 'html');
    expect(html).toContain('<td>&lt;img src=x onerror=alert(1)&gt; &amp; &quot;more&quot;');
    expect(html).toContain('<p>Simulated printers.</p>');
    expect(html).not.toMatch(/<(img|script|link|iframe)|url\(|@import/);
  });

  test('the clipboard takes one line for each row, whatever stands in a cell', () => {
    expect(tableAsTsv(table).split('\r\n')).toEqual([
      'Service\tJob',
      'HP-SCAN ?\t–',
      `PRINT\t${String.raw`<img src=x onerror=alert(1)> & "more"\tin\ntwo lines`}`,
      '',
    ]);
    expect(tableAsTsv({ ...table, rows: [['=1+1', '\t=2']] })).toContain(`'=1+1\t'${String.raw`\t=2`}`);
  });
});
