import { availableParallelism, loadavg } from 'node:os';
import { remoteHost } from '#app/remote/host.ts';
import type { Operation, OperationRequest } from '#app/operations/operation.ts';
import { confirmedOf } from '#app/operations/confirmed.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { SessionState } from '#app/session/state.ts';
import { realClock } from '#native';
import { openRemote, type RemoteSession } from '../../main/remote/remote-session.ts';
import { serveCommand } from '../../main/remote/run-there.ts';
import { startSsh } from '../../main/remote/ssh.ts';
import { startRelay, type Relay, type Way } from '../ssh/relay.ts';
import { startRemoteHosts } from '../ssh/remote-host.ts';
import { prepareSshd } from '../ssh/sshd.ts';
import { spread } from './statistics.ts';

const runs = 3;
const rows = 8_192;
const liveMs = 20_000;
const ways: readonly (Way & { readonly name: string })[] = [
  { name: 'loopback' },
  { name: '10 Mbit/s', bitsPerSecond: 10_000_000 },
  { name: '10 Mbit/s, 100 ms each way', bitsPerSecond: 10_000_000, latencyMs: 100 },
  { name: 'the same, 5 % lost', bitsPerSecond: 10_000_000, latencyMs: 100, lostShare: 0.05 },
];

const got = <T>(result: Result<T, Fault>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
};

interface Figures {
  readonly seconds: number;
  /** From there, in kB, as ssh sent it: compressed and encrypted. */
  readonly kilobytes: number;
}

/** A window that draws at once, on a PC behind the relay. */
async function openThrough(relay: Relay) {
  const host = remoteHost(`crowd:${relay.port}`);
  if (host === null) throw new Error('no host');
  const waiting = new Set<() => void>();
  const seen = { deltas: 0 };
  let session: RemoteSession | null = null;
  const self = { version: '0', computer: 'HELPDESK-7', user: 'anna' };
  const opened = await openRemote(
    startSsh(host, serveCommand),
    { host, self, resumes: null, clock: realClock },
    {
      delta: ({ epoch, revision }) => {
        seen.deltas += 1;
        session?.acknowledge({ epoch, revision });
      },
      requestsGrew: () => undefined,
      auditChanged: () => undefined,
      changed: () => {
        for (const look of waiting) look();
      },
    },
  );
  const remote = got(opened);
  session = remote;
  remote.show(1);
  remote.acknowledge({ epoch: 1, revision: 0 });
  const state = (): SessionState => remote.state;
  return {
    ...{ state, seen },
    close: () => remote.close(),
    call: async (...asked: Parameters<RemoteSession['call']>) => got(await remote.call(...asked)),
    until: (holds: (now: SessionState) => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds(state())) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
type Window = Awaited<ReturnType<typeof openThrough>>;

const isOver = (operation: Operation | undefined): boolean => operation?.endedAt != null;

/** Until its end is seen here. */
async function perform({ call, until }: Window, request: OperationRequest): Promise<void> {
  const { id } = (await call('operation.start', request)) as { id: number };
  await until(({ operations }) => isOver(operations[id]));
}

function closeOf({ channels, devices }: SessionState): OperationRequest {
  const [channel] = Object.values(channels);
  const device = devices[channel?.deviceId ?? ''];
  if (channel === undefined || device === undefined) throw new Error('there are no channels');
  const { deviceId, hostSocket, generation } = channel;
  return {
    kind: 'close',
    deviceId,
    targets: [{ hostSocket, generation, confirmed: confirmedOf(channel, device) }],
  };
}

const measured = async (relay: Relay, run: () => Promise<unknown>): Promise<Figures> => {
  const before = relay.bytes.back;
  const from = performance.now();
  await run();
  return { seconds: (performance.now() - from) / 1_000, kilobytes: (relay.bytes.back - before) / 1_000 };
};

const said = (all: readonly Figures[]): string =>
  `${spread(
    all.map(({ seconds }) => seconds),
    2,
  )} s, ${spread(
    all.map(({ kilobytes }) => kilobytes),
    1,
  )} kB`;

/** `npm run bench:remote`: what the window of another computer costs, on ways of the test. Both ends share the processors. */
const prepared = await prepareSshd('bench:remote');
if (!prepared.ok) throw new Error(prepared.problem.message);
const hosts = await startRemoteHosts({ crowd: { scenario: 'crowd' } });
process.env['PATH'] = hosts.path;
try {
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${availableParallelism()} processors, load before: ${load}; median of ${runs} runs (least–most)`,
  );
  for (const { name, ...way } of ways) {
    const parts: Record<string, Figures[]> = {};
    const deltas: number[] = [];
    for (let times = 0; times < runs; times += 1) {
      const relay = await startRelay(hosts.port, way);
      const part = async (what: string, run: () => Promise<unknown>): Promise<void> => {
        (parts[what] ??= []).push(await measured(relay, run));
      };
      let window: Window | null = null;
      await part('connect', async () => (window = await openThrough(relay)));
      const open = window as unknown as Window;
      const [first = '', ...others] = Object.keys(open.state().devices);
      const scan = (deviceId: string): Promise<void> => perform(open, { kind: 'scan', deviceId });
      await part('scan one printer', () => scan(first));
      await part('close one channel', () => perform(open, closeOf(open.state())));
      await part(`scan all ${others.length + 1}`, () => Promise.all(others.map(scan)));
      const there = Object.keys(open.state().channels).length;
      if (there < rows - 1) throw new Error(`${there} rows`);
      await part('a snapshot of all rows', () => open.call('session.snapshot'));
      open.seen.deltas = 0;
      await part(
        `${liveMs / 1_000} s of looking`,
        () => new Promise((resolve) => setTimeout(resolve, liveMs)),
      );
      deltas.push(open.seen.deltas);
      await part('an answer then', () => open.call('session.setUpdates', { rateMs: 1_000, isPaused: true }));
      await open.close();
      relay.close();
    }
    console.log(`\n${name}`);
    for (const [what, all] of Object.entries(parts)) console.log(`  ${what}: ${said(all)}`);
    console.log(`  deltas in these ${liveMs / 1_000} s: ${spread(deltas, 0)}`);
  }
} finally {
  await hosts.stop();
}
