import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { ansiblePackages } from '../debian-package-lists.ts';
import { ensureDebianPackages } from '../debian-packages.ts';
import { startAnsible, type Ansible } from '../fleet/ansible.ts';
import { runCommand } from '../run-command.ts';
import { startRelay, type Relay } from '../ssh/relay.ts';
import { prepareSshd, startSshd } from '../ssh/sshd.ts';
import { median, spread } from './statistics.ts';

const runs = 3;
const plays = [
  { hosts: 1, forks: 1 },
  { hosts: 16, forks: 1 },
  { hosts: 16, forks: 16 },
  { hosts: 64, forks: 16 },
  { hosts: 64, forks: 50 },
];
const house = { hosts: 3_000, forks: 50 };
const scenario = 'held';
const ticksASecond = 100;

const names = Array.from({ length: 64 }, (_none, index) => `pc-${index + 1}`);

/** Processor time of all that this process started and that has ended, in seconds. */
function processorSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  // cutime and cstime, the 16th and 17th of all
  return (Number(fields[13]) + Number(fields[14])) / ticksASecond;
}

/** Since the last time, for each of so many PCs. The next play connects again. */
function taken({ bytes, reset }: Relay, hosts: number): Pick<Measured, 'to' | 'back'> {
  const all = { to: bytes.to / hosts, back: bytes.back / hosts };
  Object.assign(bytes, { to: 0, back: 0 });
  reset();
  return all;
}

interface Measured {
  seconds: number;
  processor: number;
  /** Of one PC. */
  to: number;
  back: number;
}

async function played(ansible: Ansible, relay: Relay, hosts: number, forks: number): Promise<Measured> {
  const before = processorSeconds();
  const limit = names.slice(0, hosts);
  const { stats, seconds } = await ansible.play('unjam.fleet.check', { tags: ['check'], limit, forks });
  const processor = processorSeconds() - before;
  const answered = Object.values(stats).filter((one) => one.ok > 0 && one.failures + one.unreachable === 0);
  if (answered.length !== hosts) throw new Error(`${answered.length} of ${hosts} answered`);
  return { seconds, processor, ...taken(relay, hosts) };
}

async function plain(options: readonly string[], relay: Relay): Promise<Measured> {
  const before = processorSeconds();
  const from = performance.now();
  const answer = await runCommand('ssh', [...options, 'pc-1', 'unjam check --json']);
  const seconds = (performance.now() - from) / 1000;
  if (!answer.stdout.startsWith('{')) throw new Error(`${answer.trouble}\n${answer.stderr}`);
  return { seconds, processor: processorSeconds() - before, ...taken(relay, 1) };
}

async function repeated(measure: () => Promise<Measured>): Promise<Measured[]> {
  const all: Measured[] = [];
  while (all.length < runs) all.push(await measure());
  return all;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const pick = (all: readonly Measured[], of: keyof Measured): number[] => all.map((one) => one[of]);
const bytesOf = (all: readonly Measured[]): string =>
  `${kilobytes(median(pick(all, 'to')))} there, ${kilobytes(median(pick(all, 'back')))} back`;

/** `npm run bench:fleet`: what `check` costs on many PCs. The simulated PCs share the processors with Ansible. */
for (const prepared of [
  await prepareSshd('bench:fleet'),
  await ensureDebianPackages({
    packages: ansiblePackages,
    what: 'bench:fleet',
    why: 'it plays the collection',
  }),
]) {
  if (!prepared.ok) throw new Error(prepared.problem.message);
}
const sshd = await startSshd({ hosts: Object.fromEntries(names.map((name) => [name, { scenario }])) });
const relay = await startRelay(sshd.port);
const alias = `HostKeyAlias=[127.0.0.1]:${sshd.port}`;
const way = { ansible_port: relay.port, ansible_ssh_extra_args: `-o ${alias}` };
const ansible = await startAnsible(sshd.configFile, Object.fromEntries(names.map((name) => [name, way])));
try {
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${availableParallelism()} processors, load before: ${load}; median of ${runs} runs (least–most)`,
  );
  const options = ['-F', sshd.configFile, '-p', String(relay.port), '-o', alias];
  const alone = await repeated(() => plain(options, relay));
  console.log(`ssh alone, 1 PC: ${spread(pick(alone, 'seconds'), 2)} s, ${bytesOf(alone)}`);
  let last: Measured[] = [];
  for (const { hosts, forks } of plays) {
    last = await repeated(() => played(ansible, relay, hosts, forks));
    console.log(
      `Ansible, ${hosts} PCs, ${forks} forks: ${spread(pick(last, 'seconds'), 1)} s, ` +
        `processor of the controller ${spread(pick(last, 'processor'), 1)} s; a PC: ${bytesOf(last)}`,
    );
  }
  const times = house.hosts / 64;
  const [seconds, processor] = [
    median(pick(last, 'seconds')) * times,
    median(pick(last, 'processor')) * times,
  ];
  console.log(
    `Computed from the last line, not measured: ${house.hosts} PCs, ${house.forks} forks: ` +
      `${(seconds / 60).toFixed(0)} min at this pace, with the PCs on the same processors; ` +
      `${(processor / 60 / availableParallelism()).toFixed(0)} min of each of ${availableParallelism()} processors for Ansible alone; ` +
      `${(((median(pick(last, 'to')) + median(pick(last, 'back'))) * house.hosts) / 1e6).toFixed(0)} MB`,
  );
} finally {
  await ansible.remove();
  relay.close();
  await sshd.stop();
}
