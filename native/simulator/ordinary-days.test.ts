import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Clock } from '#app/clock.ts';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import { findingsOf } from '#app/evidence/findings.ts';
import { defaultThresholds, thresholdMs } from '#app/evidence/thresholds.ts';
import type { SuspicionRuleName } from '#app/evidence/rule.ts';
import { liveChannels } from '#app/session/channels.ts';
import type { SessionEvent } from '#app/session/event.ts';
import { reduce } from '#app/session/reduce.ts';
import { initialState } from '#app/session/state.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import { environment } from '#app/testing/stamped.ts';
import { Observer } from './observer.ts';
import { World } from './world.ts';

// Nothing that works is ever called stuck: days of an office on which all goes as it ordinarily does.

const secondMs = 1_000;
const minuteMs = 60_000;
const printer = 'sim-office';
const queue = 'Office';

/** Time in the hand of the test; while the computer sleeps, nothing on it goes on. */
const handClock = () => {
  let nowMs = 0;
  let timers: { dueMs: number; readonly run: () => void }[] = [];
  const clock: Clock = {
    now: () => Date.UTC(2026, 0, 15, 8) + nowMs,
    monotonicMs: () => nowMs,
    after: (delayMs, run) => {
      const timer = { dueMs: nowMs + delayMs, run };
      if (delayMs !== Infinity) timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
  };
  const moveTo = (ms: number): void => {
    for (;;) {
      const next = timers.toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined || next.dueMs > ms) break;
      timers = timers.filter((one) => one !== next);
      nowMs = Math.max(nowMs, next.dueMs);
      next.run();
    }
    nowMs = Math.max(nowMs, ms);
  };
  const sleep = (ms: number): void => {
    nowMs += ms;
    for (const timer of timers) timer.dueMs += ms;
  };
  return { clock, moveTo, sleep };
};

const seconds = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * secondMs);
const minutes = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * minuteMs);

/** Pages take up to four minutes, the first one as long as all others; a person is away for half an hour at most. */
const aJob = fc.record({
  atMs: minutes(0, 60),
  pages: fc.integer({ min: 1, max: 12 }),
  pageEveryMs: fc.oneof(seconds(2, 30), seconds(2, 30), seconds(60, 240)),
  counted: fc.constantFrom('pages and bytes', 'pages', 'nothing'),
  /** What holds it up, when after its start, and for how long. */
  heldUp: fc.array(
    fc.record({
      by: fc.constantFrom('paper-out', 'error', 'user-intervention', 'offline', 'paused', 'queue', 'cable'),
      afterMs: minutes(0, 10),
      forMs: minutes(4, 30),
    }),
    { maxLength: 2 },
  ),
  deletedAfterMs: fc.option(minutes(1, 30), { freq: 4, nil: null }),
  /** How long its program writes it; shorter than what counts as not beginning. */
  spoolsMs: seconds(0, 240),
});

const aProgram = fc.record({
  name: fc.constantFrom('ScanToPC.exe', 'hpqtra08.exe', 'NAPS2.exe', 'HPStatusAlerts.exe'),
  service: fc.constantFrom('HP-SCAN', 'HP-MESSAGE', 'HP-FAX-SEND'),
  atMs: minutes(0, 40),
  /** One after the other, until it lets go of the printer and ends. */
  does: fc.array(
    fc.record({
      what: fc.constantFrom('works', 'waits', 'scans and does not respond', 'warms up'),
      forMs: minutes(1, 40),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

const somethingElse = fc.oneof(
  fc.record({ what: fc.constant('sleep' as const), atMs: minutes(0, 90), byMs: minutes(1, 600) }),
  fc.record({ what: fc.constant('clock' as const), atMs: minutes(0, 90), byMs: minutes(-600, 600) }),
  fc.record({
    what: fc.constantFrom('spooler' as const, 'processes' as const),
    atMs: minutes(0, 90),
    byMs: minutes(1, 3),
  }),
);

const aDay = fc.record({
  lookEveryMs: seconds(40, 60),
  endsMs: minutes(10, 60),
  jobs: fc.array(aJob, { maxLength: 3 }),
  programs: fc.array(aProgram, { maxLength: 2 }),
  others: fc.array(somethingElse, { maxLength: 2 }),
  scansMs: fc.array(minutes(0, 60), { maxLength: 3 }),
});
type Day = typeof aDay extends fc.Arbitrary<infer D> ? D : never;

const windowsNow = {
  works: 'responds',
  waits: 'responds',
  'scans and does not respond': 'hangs',
  'warms up': 'hangs',
} as const;
const longestWarmUpMs = 4 * minuteMs;

const plan = (day: Day, world: World): void => {
  const { clock } = world;
  const office = world.findQueue(queue);
  if (office === undefined) throw new Error('no queue');
  const printJob = ({ spoolsMs, ...job }: Day['jobs'][number]): void => {
    const { pages, pageEveryMs, counted, heldUp, deletedAfterMs } = job;
    const isCounted = counted !== 'nothing';
    const { id } = office.print({
      document: `${counted}, ${pages} × ${pageEveryMs}`,
      user: 'ann',
      pagesDone: 0,
      pagesTotal: isCounted ? pages : 0,
      pageEveryMs: isCounted ? pageEveryMs : Infinity,
      bytes: pages * 50_000,
      bytesDone: counted === 'pages and bytes' ? 0 : null,
      states: ['spooling'],
    });
    clock.after(spoolsMs, () => {
      if (office.jobs.some((one) => one.id === id && one.states?.includes('spooling'))) office.change(id, []);
    });
    const isPrinting = (): boolean => office.jobs.some((job) => job.id === id && job.inProgress);
    const holdUp = ([held, ...others]: typeof heldUp): void => {
      if (held === undefined) return;
      const { by, afterMs, forMs } = held;
      clock.after(afterMs, () => {
        if (by === 'queue') office.setStatus({ paused: true });
        else if (by === 'cable') office.setStatus({ offline: true });
        else if (isPrinting()) office.change(id, ['printing', by]);
        clock.after(forMs, () => {
          if (by === 'queue') office.setStatus({ paused: false });
          else if (by === 'cable') office.setStatus({ offline: false });
          else if (isPrinting()) office.change(id, ['printing']);
          holdUp(others);
        });
      });
    };
    holdUp(heldUp);
    if (!isCounted) clock.after(pages * pageEveryMs, () => office.cancel(id));
    if (deletedAfterMs === null) return;
    clock.after(deletedAfterMs, () => {
      if (isPrinting()) office.change(id, ['printing', 'deleting']);
      clock.after(minuteMs, () => office.cancel(id));
    });
  };

  const runProgram = ({ name, service, does }: Day['programs'][number]): void => {
    const program = world.startProgram(name);
    const socket = program.tryCreateSocket(printer, service, 0);
    if (socket.ok) program.tryOpenChannel(printer, socket.value.hostSocket);
    const goOn = ([next, ...others]: typeof does, before: string): void => {
      if (next === undefined) {
        program.finishWith(printer);
        return program.die();
      }
      const what = next.what === before && before === 'warms up' ? 'works' : next.what;
      program.setWorking(what === 'works' || what === 'scans and does not respond');
      program.window = windowsNow[what];
      const forMs = what === 'warms up' ? Math.min(next.forMs, longestWarmUpMs) : next.forMs;
      clock.after(forMs, () => goOn(others, what));
    };
    goOn(does, '');
  };

  for (const job of day.jobs) clock.after(job.atMs, () => printJob(job));
  for (const program of day.programs) clock.after(program.atMs, () => runProgram(program));
};

/** What may be suspected of a day on which all works, for a person who knows better. */
const maySuspect = (
  rule: SuspicionRuleName | null,
  { facts }: ChannelState,
  world: World,
  day: Day,
): boolean => {
  const holder = facts.holder.value;
  switch (rule) {
    case 'job-does-not-move':
      // its pages are not counted, or by the spooler's count it printed while the computer slept
      return (
        day.others.some(({ what }) => what === 'sleep') ||
        world.queues.some(({ jobs }) => jobs.some(({ pagesTotal }) => pagesTotal === 0))
      );
    case 'holder-does-not-respond':
    case 'channel-idle-long':
      return facts.service.value !== 'HP-MESSAGE' || rule === 'holder-does-not-respond';
    case 'holder-idle':
      return holder?.kind === 'process' && ['ScanToPC.exe', 'NAPS2.exe'].includes(holder.process.name);
    case 'one-of-holders-ended':
      // a status monitor that scans, while another program has ended
      return day.programs.some(({ name }) => ['hpqtra08.exe', 'HPStatusAlerts.exe'].includes(name));
    default:
      return false;
  }
};

/** The first claim of a day that is not so; null: none. */
const wrongAlarm = (day: Day): unknown => {
  const { clock, moveTo, sleep } = handClock();
  const world = new World(clock);
  world.addPrinter({ id: printer, name: 'Office', queue });
  // fewer pieces of evidence, more days
  world.services.replaceAll([]);
  const observer = new Observer();
  let state: SessionState = initialState(environment);
  let seq = 0;
  const dispatch = (event: SessionEvent): void => {
    state = reduce(state, { ...event, seq: ++seq, ms: clock.monotonicMs() });
  };
  dispatch({ type: 'discovered', at: clock.now(), discovery: world.discovery(), profiles: {} });
  const scan = (): void => {
    const { sockets } = world.printer(printer).stack.model;
    const rows = liveChannels(state, printer).map(({ hostSocket }) => hostSocket);
    for (const hostSocket of new Set([...sockets.keys(), ...rows])) {
      const at = world.clock.now();
      const seen = { source: 'driver-answer', at } as const;
      const evidence = sockets.has(hostSocket)
        ? ({ kind: 'probe-pended', ...seen } as const)
        : ({ kind: 'probe-refused', ...seen, ntstatus: ntStatus('STATUS_NOT_FOUND') } as const);
      dispatch({ type: 'socket-looked-at', deviceId: printer, hostSocket, evidence });
    }
  };
  const look = (): void => {
    const sight = observer.look(world, world.silentSources).get(printer);
    if (sight !== undefined)
      dispatch({ type: 'observed', at: world.clock.now(), deviceId: printer, ...sight });
  };
  plan(day, world);
  for (const { what, atMs, byMs } of day.others) {
    clock.after(atMs, () => {
      if (what === 'sleep') sleep(byMs);
      else if (what === 'clock') world.wallClock.set(byMs);
      else {
        world.silentSources.add(what);
        clock.after(byMs, () => world.silentSources.delete(what));
      }
    });
  }
  for (const atMs of day.scansMs) clock.after(atMs, scan);
  while (clock.monotonicMs() < day.endsMs) {
    moveTo(clock.monotonicMs() + day.lookEveryMs);
    look();
    const device = state.devices[printer];
    const findings =
      device === undefined ? [] : findingsOf(device, liveChannels(state, printer), state.thresholds);
    if (findings.some(({ kind }) => kind === 'job-does-not-begin'))
      return { ms: clock.monotonicMs(), evidence: device?.evidence };
    for (const channel of liveChannels(state, printer)) {
      const { level, rule } = channel.suspicion;
      if (level === 'stuck' || (level === 'suspect' && !maySuspect(rule, channel, world, day)))
        return {
          ms: clock.monotonicMs(),
          level,
          rule,
          evidence: [channel.evidence, state.devices[printer]?.evidence],
        };
    }
  }
  return null;
};

const days = Number(process.env['UNJAM_ORDINARY_DAYS'] ?? 10_000);
const seed = Number(process.env['UNJAM_ORDINARY_SEED'] ?? 9);

test.each([days])(
  '%i ordinary days: nothing that works is called stuck',
  { timeout: 120_000 + days * 10 },
  () => {
    // a program may warm up for less than it takes to call it hanging
    expect(longestWarmUpMs).toBeLessThan(thresholdMs(defaultThresholds, 'holderHangs'));
    fc.assert(
      fc.property(aDay, (day) => {
        expect(wrongAlarm(day)).toBeNull();
      }),
      { numRuns: days, seed },
    );
  },
);
