import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printerStates } from '../report/found.ts';
import type { Found, Look, PrinterState } from '../report/found.ts';
import type { Checked } from './monitoring.ts';
import { nagiosLine, nagiosState } from './nagios.ts';
import { metrics, prometheusText } from './prometheus.ts';

const look = (deviceId: string, state: PrinterState, text = 'It says so.'): Look => ({
  ...{ deviceId, printer: text, at: 0, state, services: [], programs: [], message: text },
  stuckChannels: state === 'stuck' ? 2 : 0,
  suspectChannels: 0,
});
const found = (looks: readonly Look[], text = 'HP dot4 7.0'): Found => ({
  ...{ computer: 'PC', version: '0.1.0', at: 0, simulated: false, fault: null, steps: [], looks },
  drivers: looks.map(({ deviceId }) => ({ deviceId, printer: text, driver: text, profile: 'measured' })),
});
const checked = (looks: readonly Look[], more: Partial<Checked> = {}): Checked => ({
  ...{ found: found(looks), exitCode: 0, problem: null, version: '0.1.0', at: 1_500 },
  ...more,
});

interface Parsed {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The text exposition format, strictly: HELP, TYPE, then the samples of that metric alone, none of them twice. */
const parse = (text: string): Parsed[] => {
  expect(text.endsWith('\n')).toBe(true);
  const samples: Parsed[] = [];
  const seen = new Set<string>();
  let current = '';
  let isTyped = false;
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment !== null) {
      const [, kind, name = '', rest = ''] = comment;
      if (kind === 'HELP') {
        if (seen.has(name)) throw new Error(`${name} begins twice`);
        seen.add(name);
        [current, isTyped] = [name, false];
      } else {
        if (name !== current || isTyped || rest !== 'gauge') throw new Error(`TYPE of ${name}`);
        isTyped = true;
      }
      continue;
    }
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?\d+(?:\.\d+)?)$/.exec(line);
    if (sample === null) throw new Error(`no sample: ${line}`);
    const [, name = '', within, value = ''] = sample;
    if (name !== current || !isTyped) throw new Error(`${name} below ${current}`);
    const labels: Record<string, string> = {};
    const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/y;
    for (label.lastIndex = 0; within !== undefined && label.lastIndex < within.length;) {
      const pair = label.exec(within);
      if (pair === null) throw new Error(`no label: ${within}`);
      const [, key = '', escaped = ''] = pair;
      if (Object.hasOwn(labels, key)) throw new Error(`label ${key} twice`);
      labels[key] = escaped.replace(/\\(.)/g, (_all, sign: string) => (sign === 'n' ? '\n' : sign));
    }
    const series = JSON.stringify([name, labels]);
    if (seen.has(series)) throw new Error(`twice: ${series}`);
    seen.add(series);
    samples.push({ name, labels, value: Number(value) });
  }
  return samples;
};

const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('a"} 1\nunjam_printers 99', 'back\\slash\\', 'a | stuck=0', '\u202e\r\n', '\ud800', "'=|"),
);

describe('prometheus', () => {
  test('every metric with its help and type, each printer in one state', () => {
    const text = prometheusText(checked([look('a', 'stuck'), look('b', 'not-told')], { exitCode: 6 }));
    const samples = parse(text);
    expect([...new Set(samples.map(({ name }) => name))]).toEqual(metrics.map(({ name }) => name));
    const of = (name: string) => samples.filter((sample) => sample.name === name);
    expect(of('unjam_check_timestamp_seconds')).toMatchObject([{ value: 1.5 }]);
    expect(of('unjam_check_exit_code')).toMatchObject([{ value: 6 }]);
    expect(of('unjam_printer_state').filter(({ value }) => value === 1)).toMatchObject([
      { labels: { device: 'a', printer: 'It says so.', state: 'stuck' } },
      { labels: { device: 'b', state: 'not-told' } },
    ]);
    expect(of('unjam_printer_channels').map(({ value }) => value)).toEqual([2, 0, 0, 0]);
  });

  test('names of others come back from their labels, and forge no sample', () => {
    fc.assert(
      fc.property(hostile, hostile, (id, name) => {
        const text = prometheusText(
          checked([], { found: found([look(id, 'stuck', name)], name), version: name }),
        );
        const samples = parse(text);
        expect(samples.filter(({ name: metric }) => metric === 'unjam_printers')).toMatchObject([
          { value: 1 },
        ]);
        expect(samples).toHaveLength(metrics.length + printerStates.length - 1 + 1);
      }),
    );
  });

  test('of a check that failed there are no printers, but a time and the exit code', () => {
    const samples = parse(prometheusText(checked([], { found: null, exitCode: 3, problem: 'No driver.' })));
    expect(samples.map(({ name, value }) => [name, value])).toEqual([
      ...[
        ['unjam_info', 1],
        ['unjam_check_timestamp_seconds', 1.5],
      ],
      ...[
        ['unjam_check_exit_code', 3],
        ['unjam_printers', 0],
      ],
    ]);
  });
});

describe('nagios', () => {
  test.each<[what: string, states: PrinterState[], more: Partial<Checked>, state: string]>([
    ['nothing', ['nothing-found', 'nothing-found'], {}, 'OK'],
    ['no printer', [], {}, 'OK'],
    ['what a person has to do', ['person-needed'], {}, 'OK'],
    ['may be stuck', ['not-told', 'suspect'], {}, 'WARNING'],
    ['stuck, though another failed', ['stuck', 'nothing-found'], { problem: 'Denied.' }, 'CRITICAL'],
    ['not known', ['not-told', 'nothing-found'], {}, 'UNKNOWN'],
    ['it failed', [], { found: null, problem: 'No driver.' }, 'UNKNOWN'],
    ['something is missing beside what waits for a person', ['person-needed'], { exitCode: 8 }, 'UNKNOWN'],
    ['it was not recorded', ['nothing-found'], { problem: 'Not recorded.' }, 'UNKNOWN'],
  ])('%s', (_what, states, more, state) => {
    const one = checked(
      states.map((each, index) => look(String(index), each)),
      more,
    );
    expect(nagiosState(one)).toBe(state);
    expect(nagiosLine(one)).toMatch(new RegExp(`^UNJAM ${state} - \\S.* \\| stuck=`));
  });

  test('it says why, and how many more', () => {
    const line = nagiosLine(checked([look('a', 'suspect'), look('b', 'stuck', 'Scanning is blocked.')]));
    expect(line).toBe(
      'UNJAM CRITICAL - Scanning is blocked. 1 more printer is not well. | stuck=1;;0;0 suspect=1;0;;0 not_told=0;;;0 printers=2;;;0\n',
    );
    expect(nagiosLine(checked([], { found: null, problem: 'No driver.' }))).toContain(
      'UNKNOWN - No driver. |',
    );
  });

  test('one line with one bar, whatever is in a name, and short enough for an agent', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(...printerStates),
        (name, times, state) => {
          const line = nagiosLine(checked([look('a', state, name.repeat(times))]));
          expect(line.match(/\|/g)).toHaveLength(1);
          expect(line.indexOf('\n')).toBe(line.length - 1);
          expect(line).toMatch(/ \| stuck=\d+;;0;0 suspect=\d+;0;;0 not_told=\d+;;;0 printers=1;;;0\n$/);
          expect(line.length).toBeLessThan(900);
          expect(line).not.toMatch(/[\r\u202e]/);
        },
      ),
    );
  });
});
