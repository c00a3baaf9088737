import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { confirmedOf } from '#app/operations/confirmed.ts';
import { longestCall, mostCalls, protocol } from '#app/remote/wire.ts';
import type { FromFar } from '#app/remote/wire.ts';
import type { Snapshot } from '#app/session/delta.ts';
import { auditPath } from '../audit/audit-trail.ts';
import { auditRecords, temporaryFolder } from '../testing/bench.ts';
import { buildCli, builtFolder, onWindows } from '../testing/cli.ts';

// Whoever is at the other end of ssh: what it may make `unjam serve` do.

buildCli();
const timeout = 30_000;

const connection = '2b1a8c3e-4f6d-4a8b-9c0d-1e2f3a4b5c6d';
const hello = {
  ...{ say: 'hello', protocol, version: '0', computer: 'HELPDESK-7', user: 'anna', connection },
  ...{ resumes: null, wants: 'window' },
};

interface Served {
  readonly child: ChildProcessWithoutNullStreams;
  readonly messages: readonly FromFar[];
  readonly stderr: () => string;
  readonly folder: string;
  say(...messages: unknown[]): void;
  /** Resolves with the first message of which this holds, also one that has come already. */
  heard<T extends FromFar>(is: (message: FromFar) => message is T): Promise<T>;
  answer(id: number): Promise<Extract<FromFar, { say: 'answer' }>['answer']>;
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

const serve = (scenario = 'held', folder = temporaryFolder()): Served => {
  const child = spawn(process.execPath, [join(builtFolder, 'unjam.mjs'), 'serve', '--simulate', scenario], {
    env: { ...process.env, UNJAM_DATA_DIR: folder },
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.on('error', () => undefined);
  const messages: FromFar[] = [];
  const listeners = new Set<(message: FromFar) => void>();
  createInterface(child.stdout).on('line', (line) => {
    const message = JSON.parse(line) as FromFar;
    messages.push(message);
    for (const listen of listeners) listen(message);
  });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const heard = <T extends FromFar>(is: (message: FromFar) => message is T): Promise<T> => {
    const already = messages.find(is);
    if (already !== undefined) return Promise.resolve(already);
    return new Promise((resolve) => {
      const listen = (message: FromFar): void => {
        if (!is(message)) return;
        listeners.delete(listen);
        resolve(message);
      };
      listeners.add(listen);
    });
  };
  return {
    child,
    messages,
    stderr: () => stderr,
    folder,
    say: (...said) => {
      for (const one of said) child.stdin.write(`${typeof one === 'string' ? one : JSON.stringify(one)}\n`);
    },
    heard,
    answer: async (id) =>
      (
        await heard(
          (one): one is Extract<FromFar, { say: 'answer' }> => one.say === 'answer' && one.id === id,
        )
      ).answer,
    ended,
  };
};

const isReady = (message: FromFar): message is Extract<FromFar, { say: 'ready' }> => message.say === 'ready';
const call = (id: number, name: string, input?: unknown) => ({ say: 'call', id, call: name, input });

/** Up to where calls are answered. */
const served = async (scenario?: string): Promise<Served> => {
  const there = serve(scenario);
  there.say(hello);
  expect((await there.heard(isReady)).fault).toBeNull();
  return there;
};

/** Ends by itself, quietly, with nothing done to a printer. */
const endsHarmless = async ({ ended, stderr, folder }: Served): Promise<void> => {
  expect(await ended).toBe(0);
  expect(stderr()).toBe('');
  const trail = auditPath(folder, true);
  expect(existsSync(trail) ? auditRecords(trail) : []).toEqual([]);
};

test.each<[string, readonly unknown[]]>([
  ['what is not JSON', ['GET / HTTP/1.1']],
  ['JSON that is no message', ['[]']],
  ['a call before its hello', [call(1, 'session.snapshot')]],
  ['a ping before its hello', [{ say: 'ping' }]],
  ['a hello of another protocol', [{ ...hello, protocol: protocol + 1 }]],
  ['a hello with a connection that is none', [{ ...hello, connection: '../../etc' }]],
  ['a hello that wants what there is not', [{ ...hello, wants: 'everything' }]],
  [
    'a hello that resumes more than may be',
    [{ ...hello, resumes: { connection, unfinished: Array(2_000).fill({}) } }],
  ],
  ['a prototype', ['{"__proto__":{"say":"hello"}}']],
  ['depth', ['['.repeat(1_000_000)]],
])('%s ends it', { timeout }, async (_what, said) => {
  const there = serve();
  await there.heard((one): one is FromFar => one.say === 'hello');
  there.say(...said);
  await endsHarmless(there);
  expect(there.messages).toHaveLength(1);
});

test.each<[string, readonly unknown[]]>([
  ['a second hello', [hello]],
  ['what is not JSON', ['}']],
  ['a call without an id', [{ say: 'call', call: 'session.snapshot' }]],
  ['a negative id', [call(-1, 'session.snapshot')]],
  [
    'more calls at once than may wait',
    Array.from({ length: mostCalls + 50 }, (_none, id) => call(id, 'session.refresh')),
  ],
])('%s ends a connection that is ready', { timeout }, async (_what, said) => {
  const there = await served();
  there.say(...said);
  await endsHarmless(there);
});

test.skipIf(onWindows)(
  'a line that is not UTF-8, and one that is too long, end it',
  { timeout },
  async () => {
    const [one, other] = [await served(), await served()];
    one.child.stdin.write(Buffer.from([0x7b, 0xff, 0x0a]));
    other.child.stdin.write('x'.repeat(longestCall + 1));
    await Promise.all([endsHarmless(one), endsHarmless(other)]);
  },
);

test('what is no remote call is refused, by whatever name, and it goes on', { timeout }, async () => {
  const there = await served();
  const names = [
    ...['remote.connect', 'practice.start', 'window.copyText', 'window.restartAsAdministrator', 'file.begin'],
    ...['audit.save', 'device.saveReport', 'settings.get', 'session.delta', 'session', 'session.', '.', ''],
    ...[
      '__proto__',
      '__proto__.x',
      'constructor',
      'session.__proto__',
      'session.constructor',
      'toString.call',
    ],
  ];
  names.forEach((name, id) => there.say(call(id, name, { host: 'elsewhere' })));
  for (const id of names.keys())
    expect(await there.answer(id)).toMatchObject({ ok: false, fault: { kind: 'unknown-call' } });
  there.say(call(100, 'session.dismissNotice', { id: 1, more: 1 }));
  expect(await there.answer(100)).toMatchObject({ ok: false, fault: { kind: 'bad-payload' } });
  there.say(call(101, 'device.requests', { deviceId: 'x'.repeat(longestCall - 1_000), after: 0 }));
  expect(await there.answer(101)).toMatchObject({ ok: false });
  there.say(call(102, 'session.snapshot'));
  expect(await there.answer(102)).toMatchObject({ ok: true });
  there.child.stdin.end();
  await endsHarmless(there);
});

test('one after another is answered, however many', { timeout }, async () => {
  const there = await served();
  for (let id = 0; id < 300; id += 1) {
    there.say(call(id, 'session.refresh'), { say: 'ping' });
    expect(await there.answer(id)).toMatchObject({ ok: true });
  }
  there.child.stdin.end();
  await endsHarmless(there);
});

test.each(['before anything', 'after the hello', 'in the middle of a line', 'when it is ready'] as const)(
  'it ends when its input ends %s',
  { timeout },
  async (stage) => {
    const there = stage === 'when it is ready' ? await served() : serve();
    if (stage === 'after the hello') there.say(hello);
    if (stage === 'in the middle of a line') there.child.stdin.write('{"say":"hel');
    there.child.stdin.end();
    await endsHarmless(there);
  },
);

/** A close that its driver takes two seconds for has begun. */
const closing = async (): Promise<Served> => {
  const there = await served(join(import.meta.dirname, '../testing/slow-close.json'));
  there.say(call(1, 'operation.start', { kind: 'scan', deviceId: 'sim-slow' }));
  const ended = (one: FromFar): one is FromFar => JSON.stringify(one).includes('"endedAt":1');
  await there.heard(ended);
  there.say(call(2, 'session.snapshot'));
  const answer = await there.answer(2);
  if (!answer.ok) throw new Error(JSON.stringify(answer.fault));
  const { state } = answer.value as Snapshot;
  const [channel] = Object.values(state.channels);
  const device = state.devices['sim-slow'];
  if (channel === undefined || device === undefined) throw new Error('nothing to close');
  const { hostSocket, generation } = channel;
  const targets = [{ hostSocket, generation, confirmed: confirmedOf(channel, device) }];
  there.say(call(3, 'operation.start', { kind: 'close', deviceId: 'sim-slow', targets }));
  await expect.poll(() => last(there)).toMatchObject({ record: 'intent' });
  return there;
};
const last = ({ folder }: Served) => auditRecords(auditPath(folder, true)).at(-1);

test('a close that has begun is ended and recorded when whoever asked has gone', { timeout }, async () => {
  const there = await closing();
  there.child.stdin.end();
  there.child.stdout.destroy();
  expect(await there.ended).toBe(0);
  expect(last(there)).toMatchObject({
    record: 'outcome',
    outcome: { kind: 'freed' },
    askedFrom: { connection },
  });
});

test.skipIf(onWindows)(
  'a signal in the middle of a close ends it, with its outcome',
  { timeout },
  async () => {
    const there = await closing();
    const from = performance.now();
    there.child.kill('SIGTERM');
    await there.ended;
    expect(performance.now() - from).toBeLessThan(5_000);
    expect(last(there)).toMatchObject({ record: 'outcome' });
  },
);

const isExit = (message: FromFar): message is Extract<FromFar, { say: 'exit' }> => message.say === 'exit';

test('a command has its output and its exit code passed on', { timeout }, async () => {
  const there = serve();
  there.say({ ...hello, wants: ['list', '--json'] });
  expect((await there.heard(isExit)).code).toBe(0);
  const text = there.messages
    .map((one) => (one.say === 'output' && one.to === 'stdout' ? one.text : ''))
    .join('');
  expect(JSON.parse(text)).toMatchObject({ simulated: true });
  await there.ended;
});

test.each<[string, readonly string[]]>([
  ['an argument that no program can have', ['list', 'a\0b']],
  ['more than a command line takes', Array<string>(100).fill('x'.repeat(4_096))],
  ['itself', ['serve']],
  ['another computer', ['--on', '-oProxyCommand=touch owned', 'list']],
])('%s ends as a command that failed', { timeout }, async (_what, wants) => {
  const there = serve();
  there.say({ ...hello, wants });
  await there.heard(isReady);
  const { code } = await there.heard(isExit);
  expect(code).toBeGreaterThanOrEqual(wants[0] === 'serve' ? 0 : 1);
  expect(await there.ended).toBe(0);
});

test(
  'a command that goes on is ended when whoever asked has gone, however much it still says',
  { timeout },
  async () => {
    const [quiet, loud] = [serve(), serve('crowd')];
    quiet.say({ ...hello, wants: ['watch', '--json'] });
    loud.say({ ...hello, wants: ['list', '--scan', '--json'] });
    const isOutput = (one: FromFar): one is Extract<FromFar, { say: 'output' }> => one.say === 'output';
    await quiet.heard(isOutput);
    quiet.child.stdin.end();
    await loud.heard((one): one is FromFar => isOutput(one) && one.to === 'stdout');
    loud.child.stdout.destroy();
    expect(await quiet.ended).toBe(0);
    expect(await loud.ended).toBe(0);
  },
);
