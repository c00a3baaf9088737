import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Clock } from '#app/clock.ts';
import type { AuditRecord } from '#app/audit/record.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { OperationRequest } from '#app/operations/operation.ts';
import { confirmedOf } from '#app/operations/confirmed.ts';
import { remoteHost, type RemoteHost } from '#app/remote/host.ts';
import { longestAnswer, protocol, type Resumed } from '#app/remote/wire.ts';
import type { Result } from '#app/result.ts';
import { initialState, type SessionState } from '#app/session/state.ts';
import { environment } from '#app/testing/stamped.ts';
import { faultWords } from '#app/words/faults.ts';
import { realClock } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import { auditPath, createAuditTrail } from '../../main/audit/audit-trail.ts';
import { operatorOf } from '../../main/audit/operator.ts';
import { exitCodes } from '../../main/cli/exit-codes.ts';
import { copyThere } from '../../main/remote/copy-there.ts';
import { NearRecords } from '../../main/remote/near-records.ts';
import { openRemote, type RemoteSession } from '../../main/remote/remote-session.ts';
import { runThere, serveCommand } from '../../main/remote/run-there.ts';
import { startSsh } from '../../main/remote/ssh.ts';
import { auditRecords } from '../../main/testing/bench.ts';
import type { Outcome } from '../outcome.ts';
import { runCommand } from '../run-command.ts';
import { startRelay, type Relay, type Way } from './relay.ts';
import { optionsVariable, startRemoteHosts, type RemoteHosts } from './remote-host.ts';
import { prepareSshd } from './sshd.ts';

const installMs = 300_000;
const timeout = 60_000;
/** No failure may keep a person waiting longer than this, in ms, on a machine that is busy. */
const quickly = 15_000;

/** A channel that a program left, on a driver that takes its time to destroy it. */
const slow = {
  scenario: 1,
  printers: [
    {
      id: 'sim-slow',
      name: 'HP LaserJet 3390',
      faults: [{ request: 'DESTROY_SOCKET', delayMs: 2_000 }],
    },
  ],
  queues: [{ name: 'LaserJet 3390 (post room)', ports: ['DOT4_001'] }],
  programs: [{ name: 'ScanToPC.exe', ended: true }],
  sockets: [{ printer: 'sim-slow', service: 'HP-SCAN', madeBy: 'ScanToPC.exe' }],
};

let prepared: Outcome<void>;
let hosts: RemoteHosts;
let folder: string;
const path = process.env['PATH'];

beforeAll(async () => {
  prepared = await prepareSshd('the tests of a remote computer');
  if (!prepared.ok) return;
  folder = await mkdtemp(join(tmpdir(), 'unjam-remote-'));
  await writeFile(join(folder, 'slow.json'), JSON.stringify(slow));
  hosts = await startRemoteHosts({
    good: { scenario: 'held' },
    slow: { scenario: join(folder, 'slow.json') },
    other: { scenario: 'empty', program: 'exit 127' },
  });
  process.env['PATH'] = hosts.path;
  return async () => {
    process.env['PATH'] = path;
    await hosts.stop();
    await rm(folder, { recursive: true });
  };
}, installMs);
beforeEach((context) => {
  if (!prepared.ok && prepared.problem.kind === 'unavailable') context.skip(prepared.problem.message);
  if (!prepared.ok) throw new Error(prepared.problem.message);
});
const sessions: RemoteSession[] = [];
/** Whatever a test does, in the end nothing is left running on either side. */
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  vi.unstubAllEnvs();
  await expect.poll(() => hosts.running(), { timeout: quickly }).toEqual([]);
  await rm(join(hosts.hostFolder('good'), 'data'), { recursive: true, force: true });
  await rm(join(hosts.hostFolder('slow'), 'data'), { recursive: true, force: true });
}, timeout);

const self = { version: '0.1.0', computer: 'HELPDESK-7', user: 'anna' };
const named = (name: string): RemoteHost => {
  const host = remoteHost(name);
  if (host === null) throw new Error(`${name} is no host`);
  return host;
};
const got = <T>(result: Result<T, Fault>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
};

interface Opened {
  readonly session: RemoteSession;
  readonly records: NearRecords;
  readonly nearTrail: () => AuditRecord[];
  readonly until: (holds: (state: SessionState) => boolean) => Promise<void>;
}

interface Opening {
  readonly clock?: Clock;
  readonly resumes?: Resumed | null;
  readonly signal?: AbortSignal;
}

const openOn = (
  name: string,
  { clock = realClock, resumes = null, signal }: Opening = {},
  changed: (before: SessionState | null, after: SessionState) => void = () => undefined,
  command = serveCommand,
) =>
  openRemote(
    startSsh(named(name), command),
    { host: named(name), self, resumes, clock, signal },
    {
      delta: () => undefined,
      requestsGrew: () => undefined,
      auditChanged: () => undefined,
      changed,
    },
  );

/** As the window does it: the session, and what it asks for in the trail of this computer. */
const opened = async (name: string, opening: Opening = {}): Promise<Opened> => {
  const near = await mkdtemp(join(folder, 'near-'));
  const waiting = new Set<() => void>();
  let records: NearRecords | null = null;
  const session = got(
    await openOn(name, opening, (_before, after) => {
      void records?.look(after);
      for (const look of waiting) look();
    }),
  );
  sessions.push(session);
  const trail = auditPath(near, true);
  records = new NearRecords(
    createAuditTrail(trail),
    operatorOf('window'),
    opening.clock ?? realClock,
    session.connection,
    (fault) => {
      throw new Error(fault.kind);
    },
  );
  return {
    session,
    records,
    nearTrail: () => auditRecords(trail),
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds(session.state)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
};

const startOn = async (
  { session, records }: Pick<Opened, 'session' | 'records'>,
  request: OperationRequest,
): Promise<number> =>
  got(
    await records.around(
      request,
      session.state,
      async () => (await session.call('operation.start', request)) as Result<{ id: number }, Fault>,
    ),
  ).id;

/** Without one nothing is known to be stuck. */
const scanOn = async (there: Opened, deviceId: string): Promise<void> => {
  const scan = await startOn(there, { kind: 'scan', deviceId });
  await there.until(({ operations }) => operations[scan]?.endedAt != null);
  expect(there.session.state.operations[scan]).toMatchObject({ outcome: { kind: 'done' } });
};

const closeOf = ({ channels, devices }: SessionState): Extract<OperationRequest, { kind: 'close' }> => {
  const channel = Object.values(channels).find(({ suspicion }) =>
    ['stuck', 'suspect'].includes(suspicion.level),
  );
  const device = channel === undefined ? undefined : devices[channel.deviceId];
  if (channel === undefined || device === undefined) throw new Error('nothing is stuck there');
  const { deviceId, hostSocket, generation } = channel;
  return {
    kind: 'close',
    deviceId,
    targets: [{ hostSocket, generation, confirmed: confirmedOf(channel, device) }],
  };
};

const farTrail = (name: string): AuditRecord[] => {
  const file = auditPath(join(hosts.hostFolder(name), 'data'), true);
  return existsSync(file) ? auditRecords(file) : [];
};
const kinds = (records: readonly AuditRecord[]): string[] => records.map(({ record }) => record);

describe('a computer that answers', () => {
  test('is mirrored, scanned, freed, and both trails have it', { timeout }, async () => {
    const there = await opened('good');
    const { session } = there;
    expect(session.there.computer).toBe('good');
    expect(session.state.environment).toMatchObject({
      computer: 'good',
      remote: { host: 'good', link: 'open' },
    });
    await scanOn(there, 'sim-held-m2727nf');
    const request = closeOf(session.state);
    const close = await startOn(there, request);
    await there.until(({ operations }) => operations[close]?.endedAt != null);
    expect(session.state.operations[close]).toMatchObject({ closings: [{ outcome: { kind: 'freed' } }] });

    await session.call('session.setUpdates', { rateMs: 1_000, isPaused: true });
    const far = got(await session.call('session.snapshot')) as { state: SessionState };
    expect({ ...session.state, environment: { ...session.state.environment, remote: null } }).toEqual(
      far.state,
    );

    const asked = {
      user: 'anna',
      computer: 'HELPDESK-7',
      address: '127.0.0.1',
      connection: session.connection.id,
    };
    expect(kinds(farTrail('good'))).toEqual(['scan-start', 'scan-end', 'intent', 'outcome']);
    for (const record of farTrail('good')) expect(record.askedFrom).toEqual(asked);
    await expect
      .poll(() => kinds(there.nearTrail()))
      .toEqual(['remote-start', 'remote-end', 'remote-start', 'remote-end']);
    expect(there.nearTrail().at(-1)).toMatchObject({
      ...{ connection: session.connection.id, host: 'good', there: { computer: 'good' }, ended: 'done' },
      outcomes: [{ hostSocket: request.targets[0]?.hostSocket, outcome: { kind: 'freed' } }],
    });
    await session.close();
    expect(await session.connection.ended).toBeNull();
  });

  test('may greet before its hello', { timeout }, async () => {
    const file = join(hosts.hostFolder('other'), 'program');
    await writeFile(file, `printf 'Welcome\\n{ to all\\n{}\\n\\n'; rm '${file}'; exec unjam "$@"`);
    const there = await opened('other');
    expect(there.session.there.computer).toBe('other');
  });

  test('that is far away is not taken for lost', { timeout }, async () => {
    const clock = createVirtualClock();
    const { session } = await opened('good', { clock });
    // the clock of the test is not the one of the link: every ping is answered before the next
    for (let pings = 0; pings < 6; pings += 1) {
      await clock.advance(9_000);
      got(await session.call('session.refresh'));
    }
    expect(session.state.environment.remote?.link).toBe('open');
  });
});

/** Through a relay of the test; the way to the host is the same otherwise. */
const relayed = async (name: string, way: Way = {}) => {
  const relay = await startRelay(hosts.port, way);
  onTestFinished(() => relay.close());
  return { relay, name: `${name}:${relay.port}` };
};

const processesOf = (words: string): Promise<number[]> =>
  runCommand('pgrep', ['-f', words]).then(({ stdout }) => stdout.split('\n').filter(Boolean).map(Number));

const cuts = {
  'ssh is killed': async () => kill(await processesOf(`^/usr/bin/ssh .*${hosts.configFile}`)),
  'the Unjam there is killed': async () => kill(await processesOf('unjam.mjs serve --simulate')),
  'the connection is reset': (relay: Relay) => relay.reset(),
};
const kill = (numbers: readonly number[]): void => {
  expect(numbers.length).toBeGreaterThan(0);
  for (const number of numbers) process.kill(number, 'SIGKILL');
};

describe('a connection that is cut in the middle of a close', () => {
  const begin = async (name: string, opening: Opening = {}) => {
    const there = await opened(name, opening);
    await scanOn(there, 'sim-slow');
    const id = await startOn(there, closeOf(there.session.state));
    await expect.poll(() => kinds(farTrail('slow'))).toContain('intent');
    return { ...there, id };
  };
  /** The next connection, which says what the last one left unfinished. */
  const outcomeAfter = async (there: Opened): Promise<readonly string[]> => {
    const resumes = there.session.resumed();
    expect(resumes.unfinished).toEqual([{ deviceId: 'sim-slow', operation: 'close', hostSocket: 4 }]);
    const again = await opened('slow', { resumes });
    const lines = (): readonly string[] =>
      Object.values(again.session.state.notices).flatMap(({ fault }) =>
        fault.kind === 'ended-there' ? fault.lines : [],
      );
    await again.until(() => lines().length > 0);
    return lines();
  };

  test.each(['ssh is killed', 'the connection is reset'] as const)(
    '%s: it is ended there, and the next connection has the outcome',
    { timeout },
    async (cut) => {
      const { relay, name } = await relayed('slow');
      const there = await begin(name);
      await cuts[cut](relay);
      expect(await there.session.connection.ended).toMatchObject({
        kind: 'connection-lost',
        because: 'ended',
      });
      expect(there.session.state.environment.remote?.link).toBe('lost');
      await expect.poll(() => kinds(there.nearTrail()).at(-1)).toBe('remote-end');
      expect(there.nearTrail().at(-1)).toMatchObject({ ended: null });
      const lines = await outcomeAfter(there);
      expect(lines).toEqual([expect.stringMatching(/HP-SCAN.*HP LaserJet 3390.*free/i)]);
      expect(farTrail('slow').at(-1)).toMatchObject({
        record: 'outcome',
        outcome: { kind: 'freed' },
        askedFrom: { connection: there.session.connection.id },
      });
    },
  );

  test('the Unjam there is killed: nothing is claimed of what it had begun', { timeout }, async () => {
    const there = await begin('slow');
    await cuts['the Unjam there is killed']();
    expect(await there.session.connection.ended).toMatchObject({ kind: 'connection-lost', because: 'ended' });
    expect(kinds(farTrail('slow')).at(-1)).toBe('intent');
    const again = await opened('slow', { resumes: there.session.resumed() });
    await scanOn(again, 'sim-slow');
    expect(Object.values(again.session.state.notices)).toEqual([]);
  });

  test('nothing passes and nothing closes: it is lost after its limit', { timeout }, async () => {
    const clock = createVirtualClock();
    const { relay, name } = await relayed('slow');
    const there = await begin(name, { clock });
    relay.hold();
    await clock.advance(29_000);
    expect(there.session.state.environment.remote?.link).toBe('open');
    await clock.advance(12_000);
    expect(await there.session.connection.ended).toMatchObject({
      kind: 'connection-lost',
      because: 'silent',
    });
    await expect.poll(() => kinds(farTrail('slow')).at(-1), { timeout: quickly }).toBe('outcome');
    relay.reset();
    expect(await outcomeAfter(there)).toEqual([expect.stringMatching(/free/i)]);
  });
});

const hello = (changed: object = {}): string =>
  JSON.stringify({
    ...{ say: 'hello', unjam: 'serve', protocol, version: '9.9.9', computer: 'there', user: 'them' },
    ...changed,
  });
const prints = (...lines: string[]): string => lines.map((line) => `printf '%s\\n' '${line}'\n`).join('');
const staysSilent = 'cat >/dev/null';
/** Up to the point where it is a connection. */
const isReady = `${prints(hello())}read -r hello\n${prints('{"say":"ready","fault":null}')}`;
/** From then on: the first call is for the snapshot, and each ping has its answer. */
const answersWith = (...lines: string[]): string => `${isReady}while read -r line; do case "$line" in
*'"ping"'*) ${prints('{"say":"pong"}')} ;;
*'"call"'*) ${prints(...lines)} ;;
esac; done`;
const empty: SessionState = initialState(environment);
const snapshot = (changed: object = {}): string =>
  JSON.stringify({
    say: 'answer',
    id: 1,
    answer: { ok: true, value: { epoch: 0, revision: 0, ms: 1, state: empty, ...changed } },
  });
const event = (name: string, payload?: unknown): string =>
  JSON.stringify({ say: 'event', event: name, payload });
const delta = (revision: unknown, changed: object = {}): string =>
  event('session.delta', { epoch: 0, revision, delta: changed });

/** What a person reads; a fault has words of its own, and nothing in them steers a terminal. */
const saidFor = (fault: Fault): string => {
  const words = Object.values(faultWords(fault)).join(' ');
  expect(words).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  return words;
};

const becomes = async (program: string): Promise<void> => {
  await writeFile(join(hosts.hostFolder('other'), 'program'), program);
};
const timed = async <T>(run: () => Promise<T>): Promise<T> => {
  const from = performance.now();
  const value = await run();
  expect(performance.now() - from).toBeLessThan(quickly);
  return value;
};
/** Why the connection to such a far side did not come about, or ended. */
const endOf = (name = 'other', opening: Opening = {}): Promise<Fault | null> =>
  timed(async () => {
    const result = await openOn(name, opening);
    if (!result.ok) return result.fault;
    sessions.push(result.value);
    return result.value.connection.ended;
  });

describe('ssh does not get there', () => {
  test.each<[string, string, string, string]>([
    ['the host key has changed', 'good', '-o UserKnownHostsFile={folder}/changed', 'key-changed'],
    ['the host key is unknown', 'good', '-o UserKnownHostsFile=/dev/null', 'key-unknown'],
    ['the key is refused', 'good', '-o PubkeyAuthentication=no', 'not-allowed'],
    ['nothing listens', 'good:1', '', 'not-reached'],
    ['the name is unknown', 'good', '-o HostName=nowhere.invalid', 'not-found'],
  ])('%s: there are words, at once', { timeout }, async (_what, name, options, because) => {
    const key = await readFile(hosts.knownHosts, 'utf8');
    const other = `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}`;
    await writeFile(join(folder, 'changed'), key.replace(/AAAA\S+/, other));
    vi.stubEnv(optionsVariable, options.replace('{folder}', folder));
    const fault = await endOf(name);
    expect(fault).toMatchObject({ kind: 'not-connected', host: name, because });
    if (fault !== null) expect(saidFor(fault)).toContain(name);
  });
});

describe('a far side that is not to be trusted', () => {
  const lost = (because: string) => ({ kind: 'connection-lost', because });
  const not = (because: string) => ({ kind: 'not-connected', because });

  test.each<[string, string, object]>([
    ['there is no unjam', 'echo "sh: unjam: not found" >&2; exit 127', not('no-unjam')],
    ['it says something else and ends', 'echo Good day; exit 0', not('no-unjam')],
    [
      'it is older',
      prints(hello({ protocol: protocol - 1 })) + staysSilent,
      { kind: 'other-version', isOlder: true },
    ],
    [
      'it is newer',
      prints(hello({ protocol: protocol + 1 })) + staysSilent,
      { kind: 'other-version', isOlder: false },
    ],
    ['garbage instead of a hello', 'head -c 300000 /dev/urandom; ' + staysSilent, not('other')],
    ['a greeting without end', 'yes Welcome', not('other')],
    ['steering characters', "printf '\\033]0;owned\\007\\033[2J' >&2; exit 3", not('no-unjam')],
    ['a second hello', isReady + prints(hello()) + staysSilent, lost('not-understood')],
    ['ready twice', isReady + prints('{"say":"ready","fault":null}') + staysSilent, lost('not-understood')],
    ['garbage', isReady + "printf '\\377\\376\\n'; " + staysSilent, lost('not-understood')],
    ['no JSON', isReady + prints('{"say":') + staysSilent, lost('not-understood')],
    [
      'JSON of depth',
      isReady + "head -c 2000000 /dev/zero | tr '\\0' '['; echo; " + staysSilent,
      lost('not-understood'),
    ],
    ['a flood', `${isReady}yes '{"say":"pong"}'`, lost('too-much')],
    [
      'an answer to no question',
      isReady + prints(snapshot().replace('"id":1', '"id":999')) + staysSilent,
      lost('not-understood'),
    ],
    [
      'a snapshot of wrong types',
      answersWith(snapshot({ state: { ...empty, channels: 'none' } })),
      lost('not-understood'),
    ],
    [
      'a snapshot with more than is in the contract',
      answersWith(snapshot({ more: 1 })),
      lost('not-understood'),
    ],
    ['a delta with a gap', answersWith(snapshot(), delta(1), delta(3)), lost('not-understood')],
    ['a delta of wrong types', answersWith(snapshot(), delta('1')), lost('not-understood')],
    [
      'a delta that puts a prototype',
      answersWith(snapshot(), delta(1, { devices: { set: { __proto__: null }, removed: 1 } })),
      lost('not-understood'),
    ],
    [
      'an event that is not in the contract',
      answersWith(snapshot(), event('window.command', { id: 'quit' })),
      lost('not-understood'),
    ],
    [
      'output where none was asked for',
      answersWith(snapshot(), '{"say":"output","to":"stdout","text":"x"}'),
      lost('not-understood'),
    ],
  ])('%s: there are words, at once', { timeout }, async (_what, program, expected) => {
    await becomes(program);
    const fault = await endOf();
    expect(fault).toMatchObject(expected);
    if (fault !== null) expect(saidFor(fault)).toContain('other');
  });
});

describe('a far side that stalls', () => {
  /** Whether the program there has come to where it stalls. */
  const stage = (): string => join(hosts.hostFolder('other'), 'stage');
  const pongs = `while read -r line; do ${prints('{"say":"pong"}')} done`;
  test.each([
    ['before its hello', '', staysSilent, 'not-connected'],
    ['before it is ready', `${prints(hello())}read -r hello\n`, staysSilent, 'not-connected'],
    ['over its first answer', `${isReady}read -r ping; read -r call\n`, pongs, 'connection-lost'],
  ])('%s', { timeout }, async (_where, until, then, kind) => {
    await rm(stage(), { force: true });
    await becomes(`${until}touch '${stage()}'; ${then}`);
    const clock = createVirtualClock();
    const ends = endOf('other', { clock });
    await expect.poll(() => existsSync(stage()), { timeout: quickly }).toBe(true);
    for (let times = 0; times < 4; times += 1) await clock.advance(9_000);
    expect(await ends).toMatchObject({ kind, because: 'silent' });
  });

  test('a person gives it up, also where the way there hangs', { timeout }, async () => {
    const attempt = new AbortController();
    const hangs = join(folder, 'hangs');
    await writeFile(hangs, `#!/bin/sh\nexec sleep ${(2 * quickly) / 1_000}`, { mode: 0o755 });
    vi.stubEnv(optionsVariable, `-o ProxyCommand=${hangs}`);
    const ends = endOf('good', { signal: attempt.signal });
    await expect.poll(() => hosts.running()).not.toEqual([]);
    attempt.abort();
    expect(await ends).toMatchObject({ kind: 'not-connected', because: 'cancelled' });
  });
});

test('a line without end ends it, and no more of it is kept than may be', { timeout }, async () => {
  let most = 0;
  const before = process.memoryUsage().arrayBuffers;
  // with each turn of the loop: a timer looks too seldom on a busy computer
  let sampling = setImmediate(function sample() {
    most = Math.max(most, process.memoryUsage().arrayBuffers);
    sampling = setImmediate(sample);
  });
  onTestFinished(() => clearImmediate(sampling));
  await becomes(`${isReady}head -c 100000000 /dev/zero | tr '\\0' x; ${staysSilent}`);
  expect(await endOf()).toMatchObject({ kind: 'connection-lost', because: 'too-much' });
  expect(most - before).toBeGreaterThan(longestAnswer / 2);
  expect(most - before).toBeLessThan(longestAnswer * 1.25);
});

describe('one command on another computer', () => {
  const cli = (...args: string[]) =>
    runCommand(process.execPath, [join(dirname(hosts.configFile), 'program', 'unjam.mjs'), ...args], {
      timeoutMs: timeout,
    });
  const directly = (...args: string[]) =>
    runCommand('ssh', ['good', ...args], {
      env: { ...process.env, [optionsVariable]: '-T' },
      timeoutMs: timeout,
    });

  test('its output and its exit code are those of there', { timeout }, async () => {
    const [over, there] = [await cli('--on', 'good', 'check'), await directly('unjam', 'check')];
    expect(over.status).toBe(exitCodes.stuck);
    expect([over.status, withoutTimes(over.stdout), withoutTimes(over.stderr)]).toEqual([
      ...[there.status, withoutTimes(there.stdout), withoutTimes(there.stderr)],
    ]);
  });

  test('what it prints comes byte for byte, also what no terminal should have', { timeout }, async () => {
    const bytes = JSON.stringify('\u001b[2J \u202e \u00fc \u{1f5a8} "\\'.repeat(20_000));
    const file = join(folder, 'bytes');
    await writeFile(file, bytes);
    const line = `$(node -p 'JSON.stringify({ say: "output", to: "stdout", text: require("fs").readFileSync("${file}", "utf8") })')`;
    await becomes(
      `PATH=${dirname(process.execPath)}:$PATH\n${isReady}printf '%s\\n' "${line}"\n${prints('{"say":"exit","code":42}')}`,
    );
    const ended = await cli('--on', 'other', 'list', '--json');
    expect([ended.status, ended.stderr, ended.stdout === bytes]).toEqual([42, '', true]);
  });

  test('a far side that does not end after the end of its command is left', { timeout }, async () => {
    await becomes(answersOnlyPings(`${isReady}${prints('{"say":"exit","code":7}')}`));
    const ended = await timed(() =>
      runThere(named('other'), ['check'], self, realClock, () => undefined, new AbortController().signal),
    );
    expect(ended).toEqual({ ok: true, value: 7 });
  });

  test.each([
    [['--on'], exitCodes.usage],
    [['--on', 'good'], exitCodes.usage],
    [['--on', 'good', '--on', 'good', 'check'], exitCodes.usage],
    [['--on', '-oProxyCommand=id', 'check'], exitCodes.usage],
    [['--on', 'good', 'no-such-command'], exitCodes.usage],
    [['--on', 'good:1', 'check'], exitCodes.notReached],
    [['--on=nowhere.invalid', 'check', '--json'], exitCodes.notReached],
  ])('%j ends with %i and words', { timeout }, async (args, code) => {
    const ended = await cli(...args);
    expect([ended.status, `${ended.stdout}${ended.stderr}`.length > 20]).toEqual([code, true]);
  });

  test('Ctrl+C ends it there, and its outcome is recorded there', { timeout }, async () => {
    const program = join(dirname(hosts.configFile), 'program', 'unjam.mjs');
    const child = spawn(process.execPath, [program, '--on', 'slow', 'fix', '--suspect', '--yes']);
    const ended = once(child, 'close');
    await expect.poll(() => kinds(farTrail('slow')), { timeout: quickly }).toContain('intent');
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    await expect.poll(() => kinds(farTrail('slow')).at(-1), { timeout: quickly }).toBe('outcome');
    expect(farTrail('slow').at(-1)?.askedFrom).toMatchObject({ address: '127.0.0.1' });
  });
});

const withoutTimes = (text: string): string =>
  text.replace(/\d\d:\d\d:\d\d/g, 'TIME').replace(/\d+ m?s\b/g, 'SPAN');
const answersOnlyPings = (before: string): string =>
  `${before}while read -r line; do ${prints('{"say":"pong"}')} done`;

describe('Unjam is copied there', () => {
  const program = (): string => join(folder, 'copied program');
  /** sftp begins there, whatever HOME says. */
  const home = userInfo().homedir;
  const sent = '#!/bin/sh\nexec unjam "$@"\n';
  const left = async (): Promise<string[]> =>
    (await readdir(home)).filter((name) => name.startsWith('.unjam-'));

  test('it arrives, its hash is compared, it runs, it is removed', { timeout }, async () => {
    await writeFile(program(), sent);
    const copied = got(await copyThere(named('good'), program(), new AbortController().signal));
    const [name = ''] = await left();
    const digest = createHash('sha256').update(sent).digest('hex');
    expect(name).toBe(`.unjam-${digest.slice(0, 16)}`);
    expect(await readFile(join(home, name, 'unjam'), 'utf8')).toBe(sent);
    expect((await stat(join(home, name))).mode & 0o777).toBe(0o700);
    const session = got(await openOn('good', {}, undefined, copied.command));
    sessions.push(session);
    expect(session.there.computer).toBe('good');
    await session.close();
    await copied.remove();
    expect(await left()).toEqual([]);
  });

  test('what arrived otherwise is not run, and removed', { timeout }, async () => {
    await writeFile(program(), sent);
    const bin = join(dirname(hosts.configFile), 'bin', 'sha256sum');
    await writeFile(bin, '#!/bin/sh\necho "$(echo other | /usr/bin/sha256sum | cut -c 1-64)  $1"\n', {
      mode: 0o755,
    });
    onTestFinished(() => rm(bin));
    const copied = await copyThere(named('good'), program(), new AbortController().signal);
    expect(copied).toMatchObject({ ok: false, fault: { kind: 'not-copied', because: 'not-whole' } });
    expect(await left()).toEqual([]);
  });

  test(
    'there is no such program here, no sftp there, or no room there: words, and nothing left',
    { timeout },
    async () => {
      const copy = (name: string, file: string) => copyThere(named(name), file, new AbortController().signal);
      expect(await copy('good', join(folder, 'none'))).toMatchObject({ fault: { because: 'no-program' } });
      expect(await copy('good:1', program())).toMatchObject({ fault: { because: 'no-sftp' } });
      const full = join(home, `.unjam-${createHash('sha256').update(sent).digest('hex').slice(0, 16)}`);
      await writeFile(full, 'a file where the folder would be');
      onTestFinished(() => rm(full, { force: true }));
      expect(await copy('good', program())).toMatchObject({ fault: { because: 'not-sent' } });
    },
  );

  test('a person gives it up while the other computer counts the hash', { timeout }, async () => {
    await writeFile(program(), sent);
    const bin = join(dirname(hosts.configFile), 'bin', 'sha256sum');
    const counts = join(folder, 'counts');
    await writeFile(bin, `#!/bin/sh\ntouch '${counts}'\nexec sleep ${quickly / 500}\n`, { mode: 0o755 });
    onTestFinished(() => rm(bin));
    const attempt = new AbortController();
    const copying = timed(() => copyThere(named('good'), program(), attempt.signal));
    await expect.poll(() => existsSync(counts), { timeout: quickly }).toBe(true);
    attempt.abort();
    expect(await copying).toMatchObject({ ok: false, fault: { kind: 'not-copied' } });
    expect(await left()).toEqual([]);
  });
});
