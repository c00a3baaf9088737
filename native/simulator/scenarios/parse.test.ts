import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personalityChoices } from '../personality.ts';
import { createSimulator } from '../simulator.ts';
import { patient } from '../test-bench.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import { parseScenario, scenarioFromBytes } from './parse.ts';
import type { Scenario } from './schema.ts';
import { arbitraryScenario } from './testing/arbitrary-scenario.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const printer = { id: 'sim-a', name: 'HP LaserJet 3055' };
const program = { name: 'ScanToPC.exe', pid: 4104 };
const scan = { printer: 'sim-a', service: 'HP-SCAN', madeBy: 4104 };
const withPrinter = { scenario: 1, printers: [printer] };
const withProgram = { ...withPrinter, programs: [program] };
const queue = { name: 'Q', ports: ['DOT4_001'], jobs: [{ id: 12 }] };

const problem = (value: unknown): string => {
  const parsed = parseScenario(value);
  return parsed.ok ? 'none' : `${parsed.fault.at}: ${parsed.fault.reason}`;
};

describe('what is wrong is said with its place', () => {
  test.each([
    [[], /^the whole file: must be an object, not a list/],
    [null, /^the whole file: must be an object, not null/],
    [{}, /^scenario: is missing/],
    [{ scenario: 2 }, /^scenario: must be 1, not 2/],
    [
      { scenario: 1, printer: [] },
      /^printer: is not a field; the fields here are scenario, title, .*printers/,
    ],
    [{ scenario: 1, printers: {} }, /^printers: must be a list, not an object/],
    [{ scenario: 1, computer: [] }, /^computer: must be an object, not a list/],
    [{ scenario: 1, printers: [{ name: 'x' }] }, /^printers\[0\]\.id: is missing/],
    [{ scenario: 1, printers: [{ id: 'HP' }] }, /^printers\[0\]\.id: must begin with “sim-”/],
    [
      { scenario: 1, printers: [{ ...printer, problemCode: 'ten' }] },
      /^printers\[0\]\.problemCode: must be a number, not "ten"/,
    ],
    [
      { scenario: 1, printers: [{ ...printer, latencyMs: -1 }] },
      /^printers\[0\]\.latencyMs: must be from 0 to/,
    ],
    [{ scenario: 1, printers: [{ ...printer, ports: [] }] }, /^printers\[0\]\.ports: must not be empty/],
    [{ scenario: 1, printers: [printer, printer] }, /^printers\[1\]\.id: “sim-a” is there twice/],
    [
      { scenario: 1, printers: [{ ...printer, personality: 'sleepy' }] },
      /^printers\[0\]\.personality\.like: must be one of ordinary, .*, not "sleepy"/,
    ],
    [
      { scenario: 1, printers: [{ ...printer, personality: { sharing: 'some' } }] },
      /^printers\[0\]\.personality\.sharing: must be one of all, process, handle, not "some"/,
    ],
    [
      { scenario: 1, printers: [{ ...printer, services: [{ name: 'PRINT', socket: 256 }] }] },
      /^printers\[0\]\.services\[0\]\.socket: must be from 1 to 255/,
    ],
    [
      { scenario: 1, printers: [{ ...printer, refusesOpen: 'NO' }] },
      /^printers\[0\]\.refusesOpen: must be the name of an NTSTATUS/,
    ],
    [
      { scenario: 1, printers: [{ ...printer, refusesOpen: '0x1C0000022' }] },
      /^printers\[0\]\.refusesOpen: must be the name of an NTSTATUS/,
    ],
    [
      { scenario: 1, printers: [{ ...printer, faults: [{ request: 'READ' }] }] },
      /^printers\[0\]\.faults\[0\]: must say what goes wrong/,
    ],
    [
      {
        scenario: 1,
        printers: [{ ...printer, faults: [{ request: 'READ', pends: 'for-ever', delayMs: 1 }] }],
      },
      /^printers\[0\]\.faults\[0\]: can have only one of/,
    ],
    [
      { scenario: 1, printers: [{ ...printer, faults: [{ request: 'EJECT', delayMs: 1 }] }] },
      /^printers\[0\]\.faults\[0\]\.request: must be one of OPEN_CHANNEL/,
    ],
    [
      {
        scenario: 1,
        printers: [
          { ...printer, ports: ['A'] },
          { id: 'sim-b', ports: ['A'] },
        ],
      },
      /^printers\[1\]\.ports: “A” is there twice/,
    ],
    [
      { scenario: 1, computer: { unreadQueues: ['Q'] } },
      /^computer\.unreadQueues\[0\]: there is no queue “Q”/,
    ],
    [
      { ...withPrinter, queues: [{ ...queue, jobs: [{ states: ['lost'] }] }] },
      /^queues\[0\]\.jobs\[0\]\.states\[0\]: must be one of paused/,
    ],
    [{ ...withPrinter, queues: [{ name: 'Q' }] }, /^queues\[0\]\.ports: is missing/],
    [
      { ...withPrinter, queues: [{ ...queue, jobs: [{ id: 12 }, { id: 12 }] }] },
      /^queues\[0\]\.jobs\[1\]\.id: “12” is there twice/,
    ],
    [{ ...withProgram, programs: [program, program] }, /^programs\[1\]\.pid: “4104” is there twice/],
    [
      { ...withProgram, programs: [{ ...program, opens: ['sim-b'] }] },
      /^programs\[0\]\.opens\[0\]: there is no printer “sim-b”/,
    ],
    [
      { ...withProgram, sockets: [{ ...scan, printer: 'sim-b' }] },
      /^sockets\[0\]\.printer: there is no printer “sim-b”/,
    ],
    [{ ...withProgram, sockets: [{ ...scan, madeBy: 5 }] }, /^sockets\[0\]\.madeBy: there is no program 5/],
    [
      { ...withProgram, sockets: [{ ...scan, madeBy: 1.5 }] },
      /^sockets\[0\]\.madeBy: must be a whole number/,
    ],
    [
      {
        ...withPrinter,
        programs: [{ name: 'a.exe' }, { name: 'a.exe' }],
        sockets: [{ ...scan, madeBy: 'a.exe' }],
      },
      /^sockets\[0\]\.madeBy: there are several programs “a.exe”/,
    ],
    [
      { ...withProgram, sockets: [{ ...scan, service: 'SCAN' }] },
      /^sockets\[0\]: the driver of this printer refuses this with STATUS_OBJECT_NAME_NOT_FOUND/,
    ],
    [
      { ...withProgram, sockets: [scan, scan] },
      /^sockets\[1\]: the driver of this printer refuses this with STATUS_DEVICE_BUSY/,
    ],
    [
      { scenario: 1, printers: [{ ...printer, cable: 'out' }], sockets: [{ ...scan, madeBy: 'kernel' }] },
      /^sockets\[0\]: the driver of this printer refuses this with STATUS_NO_SUCH_DEVICE/,
    ],
    [
      { ...withPrinter, timeline: [{ event: 'rain' }] },
      /^timeline\[0\]\.event: must be one of job-arrives, .*, not "rain"/,
    ],
    [{ ...withPrinter, timeline: [{ afterMs: 1 }] }, /^timeline\[0\]\.event: /],
    [
      { ...withPrinter, timeline: [{ event: 'clock-set', byMs: '1h' }] },
      /^timeline\[0\]\.byMs: must be a number, not "1h"/,
    ],
    [
      { ...withPrinter, timeline: [{ event: 'cable-out', printer: 'sim-b' }] },
      /^timeline\[0\]\.printer: there is no printer “sim-b”/,
    ],
    [
      { ...withPrinter, timeline: [{ event: 'program-ends', program: 9 }] },
      /^timeline\[0\]\.program: there is no program 9/,
    ],
    [
      { ...withPrinter, timeline: [{ event: 'service-changes', service: 'Fax', state: 'stopped' }] },
      /^timeline\[0\]\.service: there is no Windows service “Fax”/,
    ],
    [
      { ...withPrinter, queues: [queue], timeline: [{ event: 'job-leaves', queue: 'Q', job: 13 }] },
      /^timeline\[0\]\.job: there is no job 13 in “Q”/,
    ],
    [
      { ...withPrinter, timeline: [{ event: 'job-arrives', queue: 'Q', job: {} }] },
      /^timeline\[0\]\.queue: there is no queue “Q”/,
    ],
    [
      { ...withPrinter, timeline: [{ event: 'cable-out', printer: 'sim-a', when: { on: 'rain' } }] },
      /^timeline\[0\]\.when\.on: must be one of request, program-end, service-state, not "rain"/,
    ],
    [
      {
        ...withPrinter,
        timeline: [
          {
            event: 'cable-out',
            printer: 'sim-a',
            when: { on: 'request', printer: 'sim-b', request: 'READ' },
          },
        ],
      },
      /^timeline\[0\]\.when\.printer: there is no printer “sim-b”/,
    ],
  ])('%j', (value, expected) => {
    expect(problem(value)).toMatch(expected);
  });
});

describe('one object stands for many', () => {
  const names = (services: unknown) => {
    const parsed = parseScenario({ scenario: 1, printers: [{ ...printer, services }] });
    return parsed.ok ? parsed.value.printers[0]?.services : `${parsed.fault.at}: ${parsed.fault.reason}`;
  };
  test('counters are filled in, as numbers and as digits; other braces stay', () => {
    const repeat = { n: { from: 9, count: 2, step: 3 } };
    expect(
      names([
        { repeat, name: '{n:3}-{x}-{n}', socket: '{n}' },
        { name: 'PRINT', socket: 2 },
      ]),
    ).toEqual([
      { name: '009-{x}-9', socket: 9 },
      { name: '012-{x}-12', socket: 12 },
      { name: 'PRINT', socket: 2 },
    ]);
  });
  test('two counters go through every pair', () => {
    const repeat = { a: { count: 2 }, b: { from: 1, count: 2 } };
    expect(names([{ repeat, name: '{a}{b}', socket: 1 }])).toMatchObject(
      ['01', '02', '11', '12'].map((name) => ({ name })),
    );
  });
  test.each([
    [{ n: { count: 1e9 } }, /repeat\.n\.count: must be from 0 to/],
    [
      { a: { count: 1000 }, b: { count: 1000 } },
      /^printers\[0\]\.services\[0\]: the file describes more than/,
    ],
    [
      { nn: { count: 1 } },
      /^printers\[0\]\.services\[0\]\.repeat\.nn: a counter is named by one small letter/,
    ],
    [3, /^printers\[0\]\.services\[0\]\.repeat: must be an object, not 3/],
  ])('%j is refused', (repeat, expected) => {
    expect(names([{ repeat, name: 'x', socket: 1 }])).toMatch(expected);
  });
});

describe('bytes of a file', () => {
  const text = JSON.stringify({ scenario: 1, title: 'Müller' });
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  test.each([
    ['UTF-8', bytes(text)],
    ['UTF-8 with a byte order mark', bytes(`\uFEFF${text}`)],
    ['UTF-16 as Notepad and PowerShell write it', utf16],
    ['UTF-16, the other way round', Buffer.from(utf16).swap16()],
  ])('%s', (_, written) => {
    expect(scenarioFromBytes(written)).toMatchObject({ ok: true, value: { title: 'Müller' } });
  });
  test.each([
    ['nothing', bytes(''), /^this is not JSON/],
    ['half of it', bytes(text.slice(0, 9)), /^this is not JSON/],
    ['a comma too many', bytes('{"scenario": 1,}'), /^this is not JSON/],
    ['Latin-1', Buffer.from(text, 'latin1'), /^this is not text in UTF-8/],
    ['an image', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), /^this is not text in UTF-8/],
    ['a million brackets', bytes('['.repeat(1e6)), /^this is not JSON/],
    ['deep lists', bytes(`${'['.repeat(1e5)}${']'.repeat(1e5)}`), /^must be an object/],
  ])('%s', (_, written, reason) => {
    const read = scenarioFromBytes(written);
    expect(read.ok ? 'none' : read.fault.reason).toMatch(reason);
    expect(read).toMatchObject({ fault: { at: 'the whole file' } });
  });
});

test('every trait of a personality can be given', () => {
  const other = Object.entries(personalityChoices).map(([trait, choices]) => [trait, choices.at(-1)]);
  const personality: unknown = Object.fromEntries(other);
  const parsed = parseScenario({ scenario: 1, printers: [{ ...printer, personality }] });
  expect(parsed).toMatchObject({ ok: true, value: { printers: [{ personality }] } });
});

test('whatever JSON is read, there is a scenario or a problem with a place and a reason', () => {
  const near = fc.oneof(
    fc.jsonValue(),
    fc.record({ scenario: fc.constant(1), printers: fc.jsonValue(), timeline: fc.jsonValue() }),
    arbitraryScenario.chain((scenario) =>
      fc
        .tuple(fc.constantFrom(...Object.keys(scenario)), fc.jsonValue())
        .map(([key, value]) => ({ ...scenario, [key]: value })),
    ),
  );
  fc.assert(
    fc.property(near, (value) => {
      const read = scenarioFromBytes(bytes(JSON.stringify(value)));
      if (!read.ok) {
        expect(read.fault.at).not.toBe('');
        expect(read.fault.reason).not.toMatch(/^$|undefined|Invalid|Expected/);
      }
    }),
    { numRuns: 300 },
  );
});

/** Looks at everything before, during and after the timeline, and opens what opens. */
const playToItsEnd = async (scenario: Scenario): Promise<void> => {
  const clock = createVirtualClock();
  const simulator = createSimulator({ clock, scenario });
  for (const waitMs of [0, 5_000, 60_000]) {
    await clock.advance(waitMs);
    const found = await clock.runUntil(simulator.discover(patient));
    if (!found.ok) throw new Error(JSON.stringify(found.fault));
    expect(await clock.runUntil(simulator.look(patient))).toMatchObject({ ok: true });
    for (const { id } of found.value.devices) {
      const opened = await clock.runUntil(simulator.open(id, patient));
      if (opened.ok) await clock.runUntil(opened.value.destroySocket({ hostSocket: 4 }, { deadlineMs: 100 }));
    }
  }
  await simulator.close();
  expect(clock.timers).toBe(0);
};

test('whatever scenario is valid can be played to its end and closed', async () => {
  let played = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryScenario, async (value) => {
      const parsed = parseScenario(value);
      if (!parsed.ok) {
        expect(parsed.fault.reason).toMatch(/refuses this with|there is no job/);
        return;
      }
      played += 1;
      await playToItsEnd(parsed.value);
    }),
    { numRuns: 200 },
  );
  expect(played).toBeGreaterThan(50);
});
