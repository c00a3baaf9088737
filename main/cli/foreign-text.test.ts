import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { formatTable, tableAsTsv } from '#app/export/format-table.ts';
import { tableFormats } from '#app/export/table.ts';
import type { Fault } from '#app/faults/fault.ts';
import { ticketText } from '#app/ticket/ticket-text.ts';
import { isBlank, unmasked } from '#app/words/foreign-text.ts';
import { scenarioFromBytes } from '#native';
import { createLog } from '../log.ts';
import { openBench, temporaryFolder } from '../testing/bench.ts';
import { written } from './console.ts';
import type { Console } from './console.ts';
import { runDevices, runList } from './list.ts';
import type { OpenedServices } from './open-services.ts';
import { faultLines, table } from './text.ts';

// Names as whoever named a printer, a document or a program may have written them: none forges what Unjam says.

const forged = [
  '\nsim-a  4  4  HP-SCAN  stuck  confirmed',
  '\r\u001b[2Ksim-a stuck',
  '\u2028sim-a stuck',
  '\u202egpj.exe',
  '"\r\n=1+1",',
];
const name = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom(...forged),
    fc.string({ unit: fc.constantFrom('\u200b', '\u3164', '\u00a0', ' ', '\t', '\u2800'), minLength: 1 }),
  )
  .filter((text) => text !== '');

const steers = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u;

/** Everything that a command wrote, as the two streams would have it. */
const recorder = () => {
  const lines: string[] = [];
  const console: Console = {
    json: false,
    head: () => ({ schema: 1, computer: 'PC', version: '1', at: '' }),
    result: (_object, text) => void lines.push(...written(text).split('\n').slice(0, -1)),
    line: (_object, text) => void lines.push(...written([text]).split('\n').slice(0, -1)),
    unread: new AbortController().signal,
    asIs: () => Promise.resolve(),
    note: (...text) => void lines.push(...written(text).split('\n').slice(0, -1)),
    fault: (fault: Fault) => {
      lines.push(...written(faultLines(fault)).split('\n').slice(0, -1));
      return 1;
    },
    ask: null,
  };
  return { console, lines };
};

const officeOf = (printer: string, document: string, user: string, program: string) => {
  const read = scenarioFromBytes(
    Buffer.from(
      JSON.stringify({
        scenario: 1,
        title: 'Names of others',
        printers: [{ id: 'sim-a', name: printer, ports: ['DOT4_001'] }],
        queues: [{ name: 'Q', ports: ['DOT4_001'], jobs: [{ document, user, states: ['printing'] }] }],
        programs: [{ name: program, pid: 4104 }],
        sockets: [
          { printer: 'sim-a', service: 'HP-SCAN', madeBy: 4104 },
          { printer: 'sim-a', service: 'HP-MESSAGE', madeBy: 4104 },
        ],
      }),
    ),
  );
  if (!read.ok) throw new Error(`${read.fault.at}: ${read.fault.reason}`);
  return read.value;
};

test('whatever a printer, document, user and program are called: each entry is one line that steers nothing', async () => {
  await fc.assert(
    fc.asyncProperty(name, name, name, name, async (printer, document, user, program) => {
      const bench = openBench(officeOf(printer, document, user, program));
      const { services, run } = bench;
      await run(services.devices.refresh());
      await bench.scan('sim-a');
      const opened = { ...services, simulated: true } as OpenedServices;

      const list = recorder();
      await runList(opened, { deviceId: null, scan: false }, list.console);
      const devices = recorder();
      runDevices(opened, devices.console);
      const { state } = services.session;
      const channels = Object.values(state.channels);
      expect(list.lines.filter((line) => line.startsWith('sim-a'))).toHaveLength(channels.length);
      expect(devices.lines.filter((line) => line.startsWith('sim-a'))).toHaveLength(1);

      const subject = { keys: channels.map(({ key }) => key), deviceId: null };
      const ticket = ticketText(state, subject, { now: 0, offsetMinutesAt: () => 0 });
      const shown = {
        title: printer,
        notes: [user],
        columns: [{ id: 'a', name: 'A' }],
        rows: [[document], [program]],
      };
      const tables = [tableAsTsv(shown), ...tableFormats.map((format) => formatTable(shown, format))];
      const [tsv = '', ...files] = tables;
      expect(tsv.split('\r\n')).toHaveLength(4);
      expect(files[tableFormats.indexOf('csv')]?.split('\r\n')).toHaveLength(4);
      for (const text of [...list.lines, ...devices.lines, ...ticket.split('\n'), ...tsv.split(/\r\n|\t/)])
        expect(text).not.toMatch(steers);
      for (const text of files) expect(text.replace(/^\ufeff|[\r\n]/g, '')).not.toMatch(steers);
    }),
    { numRuns: 60 },
  );
});

test('a line of the log begins with its time, whatever is logged', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'log');
  fc.assert(
    fc.property(name, (text) => {
      appendFileSync(path, '');
      createLog(path, { quiet: true }).warn(`page: ${text}`);
    }),
  );
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
    expect(line).toMatch(/^(?:\d{4}-\d\d-\d\dT[\d:.]+Z warning| {2})/);
    expect(line).not.toMatch(steers);
  }
});

test('in a question nothing is invisible', () => {
  fc.assert(
    fc.property(name, (text) => {
      const shown = unmasked(text);
      expect(shown).not.toMatch(/[\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|^ | $| {2}/u);
      expect(isBlank(shown)).toBe(false);
    }),
  );
});

test('a long text is cut between signs, with an ellipsis; what names a device is whole', () => {
  const family = '👨‍👩‍👧‍👦';
  const [, row = ''] = table(['ID', 'NAME'], [['x'.repeat(200), family.repeat(60)]]);
  expect(row).toMatch(new RegExp(`^x{200} {2}(?:${family})+…$`));
  expect(stringWidth(row.slice(202))).toBeLessThanOrEqual(60);
});
