import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '#app/fold.ts';
import { columnIds } from '#app/words/rows.ts';
import { columnFacts, columnKind } from '../../state/column-facts.ts';
import { officeAfter, rowIn, rowsIn } from '../../testing/rows.ts';
import { lj3055, m1522 } from '../../testing/sessions.ts';
import { cellFilters } from './cell-filters.ts';
import { fieldNamed } from './fields.ts';
import { dependsOnTime, matches } from './match.ts';
import { parseFilter, parsedFilter } from './parse.ts';
import { termFor, withTerm } from './terms.ts';

const state = officeAfter();
const now = 1000 + 20 * 60_000;
const all = rowsIn(state);
const found = (filter: string): string[] =>
  all
    .filter((row) => matches(parseFilter(filter), row, now))
    .map(({ channel }) => `${channel.deviceId} ${channel.hostSocket}`)
    .sort();
const everyRow = found('');
const scan = 'm1522 4';
const print = 'lj3055 2';

describe('the language of the filter', () => {
  it.each([
    ['', everyRow],
    ['service:scan', [scan]],
    ['service:SCAN state:suspect', [scan]],
    ['service:scan state:open', []],
    ['state:suspect,in-use,"in use"', ['lj3055 2', 'm1522 1', 'm1522 4']],
    ['scanner', [scan]],
    ['scanning -service:print', [scan]],
    ['program:spooler', [print]],
    ['-holder:spooler', everyRow.filter((row) => row !== print)],
    ['-scan', everyRow.filter((row) => row !== scan)],
    ['holder:none', everyRow.filter((row) => row !== print)],
    ['-holder:none', [print]],
    ['holder:?', [print]],
    ['host:4', [scan]],
    ['socket:>=2', [print, scan]],
    ['host:<2 device:3055', ['lj3055 1']],
    ['"Quarterly report"', [print]],
    ['document:"quarterly report.docx"', [print]],
    ['service:=PRINT', [print]],
    ['service:=PRIN', []],
    ['age:>10m', everyRow],
    ['age:<10m', []],
    ['age:<1d look:>=20min', everyRow],
    ['user:ines queue:3055 pages:37', [print]],
    ['-', everyRow],
    ['service:', everyRow],
  ])('%j', (filter, rows) => {
    expect(found(filter)).toEqual([...rows].sort());
  });

  it.each([
    ['sevice:scan', { kind: 'unknown-field', field: 'sevice', suggestion: 'service' }],
    ['serv:scan', { kind: 'unknown-field', field: 'serv', suggestion: 'service' }],
    ['zzzzzz:scan', { kind: 'unknown-field', field: 'zzzzzz', suggestion: null }],
    ['service:', { kind: 'no-value', field: 'service' }],
    ['host:four', { kind: 'not-a-number', field: 'host', text: 'four' }],
    ['age:>soon', { kind: 'not-a-duration', field: 'age', text: 'soon' }],
    ['service:>4', { kind: 'not-a-number', field: 'service', text: '>4' }],
  ])('says of %j what it does not understand', (filter, problem) => {
    expect(parseFilter(filter).problems).toEqual([problem]);
  });

  it('knows which questions time answers by itself', () => {
    expect(dependsOnTime(parseFilter('scan age:>1m'))).toBe(true);
    expect(dependsOnTime(parseFilter('scan host:1'))).toBe(false);
  });

  it('gives the same query for the same text', () => {
    expect(parsedFilter('host:1')).toBe(parsedFilter('host:1'));
  });
});

describe('laws', () => {
  const anyFilter = fc.oneof(
    fc.string(),
    fc
      .array(
        fc.constantFrom('scan', '-print', 'state:open', 'holder:none', 'host:>1', '"a b', 'x:y', 'age:>1m'),
      )
      .map((terms) => terms.join(' ')),
  );

  it('every text means something', () => {
    fc.assert(fc.property(anyFilter, (filter) => void found(filter)));
  });

  it('the order of terms does not matter', () => {
    const terms = fc.array(fc.constantFrom('scan', '-print', 'state:open', 'host:>1', 'service:?'));
    fc.assert(
      fc.property(terms, (list) => {
        expect(found(list.join(' '))).toEqual(found(list.toReversed().join('  ')));
      }),
    );
  });

  it('a term and its exclusion part the rows', () => {
    const term = fc.constantFrom(
      'scan',
      'service:print',
      'host:>1',
      'holder:none',
      'service:?',
      '"a b"',
      'x:y',
    );
    fc.assert(
      fc.property(term, (text) => {
        expect([...found(text), ...found(`-${text}`)].sort()).toEqual(everyRow);
      }),
    );
  });

  it('a term for a value asks for exactly that value, whatever is in it', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(value, fc.boolean(), (text, isExcluded) => {
        expect(parseFilter(`scan ${termFor('service', text, isExcluded)} more`).terms[1]).toEqual({
          isExcluded,
          field: 'service',
          tests: [{ kind: 'is', text: fold(text) }],
        });
      }),
    );
  });

  it('every column can be asked by its name', () => {
    for (const id of columnIds) expect(fieldNamed(id.toLowerCase())).toBe(id);
  });
});

describe('the filters of a cell', () => {
  it('show the row with what every cell says, and hide it', () => {
    for (const [device, socket] of [
      [m1522, 4],
      [lj3055, 2],
    ] as const) {
      const row = rowIn(state, device.id, socket);
      for (const { id, only, hide } of cellFilters(row, columnIds, null)) {
        expect([id, matches(parseFilter(only), row, now)]).toEqual([id, true]);
        expect([id, matches(parseFilter(hide), row, now)]).toEqual([id, false]);
        const same = all.filter((other) => columnFacts[id](other).value === columnFacts[id](row).value);
        expect(found(only)).toHaveLength(same.length);
      }
    }
  });

  it('begin with the cell that was pointed at and leave out times', () => {
    const filters = cellFilters(rowIn(state, m1522.id, 4), columnIds, 'service');
    expect(filters[0]).toMatchObject({ id: 'service', value: 'HP-SCAN', only: 'service:=HP-SCAN' });
    expect(filters.some(({ id }) => columnKind(id) === 'ago')).toBe(false);
  });

  it('are put to the filter once', () => {
    expect(withTerm('scan', 'host:4')).toBe('scan host:4');
    expect(withTerm('scan host:4', 'host:4')).toBe('scan host:4');
    expect(withTerm('', 'host:4')).toBe('host:4');
  });
});
