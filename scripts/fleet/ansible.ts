import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { lastLines, runCommand, type CommandResult } from '../run-command.ts';

/** How many tasks ended how on a host: the recap of Ansible. */
export interface HostStats {
  ok: number;
  changed: number;
  failures: number;
  unreachable: number;
  skipped: number;
}

/** What a task said on a host, as far as it is looked at. */
export interface TaskResult {
  task: string;
  host: string;
  cmd?: unknown;
  ansible_facts?: Readonly<Record<string, unknown>>;
}

export interface Played {
  stats: Readonly<Record<string, HostStats>>;
  results: readonly TaskResult[];
  seconds: number;
}

export interface PlayOptions {
  /** What `--extra-vars` gets. */
  vars?: Readonly<Record<string, unknown>>;
  tags?: readonly string[];
  /** Hosts, where not all are meant. */
  limit?: readonly string[];
  checkMode?: boolean;
  forks?: number;
}

/** Ansible with a home, an inventory and the installed collection of its own. */
export interface Ansible {
  folder: string;
  /** Where collect puts results when it is not told otherwise. */
  results: string;
  /** A playbook of the collection, or the path of one. */
  play: (playbook: string, options?: PlayOptions) => Promise<Played>;
  lint: () => Promise<CommandResult>;
  checkSyntax: (playbooks: readonly string[]) => Promise<CommandResult>;
  remove: () => Promise<void>;
}

export const collectionFolder = join(projectRoot, 'fleet', 'ansible');
const systemCollections = '/usr/lib/python3/dist-packages';
const timeoutMs = 300_000;

/** Variables of each host, by its name. */
export type Inventory = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export async function startAnsible(sshConfig: string, hosts: Inventory): Promise<Ansible> {
  const folder = await mkdtemp(join(tmpdir(), 'unjam-fleet-'));
  const home = join(folder, 'home');
  await mkdir(home);
  const collections = join(folder, 'collections');
  const env: NodeJS.ProcessEnv = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LC_ALL: 'C.UTF-8',
    HOME: home,
    PWD: folder,
    ANSIBLE_COLLECTIONS_PATH: `${collections}:${systemCollections}`,
    ANSIBLE_PIPELINING: '1',
    // seconds until a connection is given up: a busy machine is no switched-off PC
    ANSIBLE_TIMEOUT: '60',
    ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json',
    NO_COLOR: '1',
  };
  const inventory = join(folder, 'inventory.json');
  const vars = {
    ansible_ssh_common_args: `-F ${sshConfig}`,
    // Debian's, which Ansible runs on too
    ansible_python_interpreter: '/usr/bin/python3',
  };
  await writeFile(inventory, JSON.stringify({ all: { hosts, vars } }));
  const run = (program: string, args: string[], cwd = folder) =>
    runCommand(program, args, { env, timeoutMs, cwd });

  // as people do: built, then installed from the file
  const built = await run('ansible-galaxy', [
    ...['collection', 'build', collectionFolder, '--output-path', folder],
  ]);
  const archive = /\S+\.tar\.gz/.exec(built.stdout)?.[0];
  if (archive === undefined) throw new Error(`the collection is not built\n${built.stdout}${built.stderr}`);
  // ansible.windows comes from Debian, and no other place is asked
  const installed = await run('ansible-galaxy', [
    ...['collection', 'install', archive, '--no-deps', '--offline', '--collections-path', collections],
  ]);
  if (!installed.ok)
    throw new Error(`the collection is not installed\n${installed.stdout}${installed.stderr}`);

  return {
    folder,
    results: join(folder, 'unjam-results'),
    async play(playbook, { vars: extra = {}, tags = [], limit = [], checkMode = false, forks = 16 } = {}) {
      const from = performance.now();
      const ran = await run('ansible-playbook', [
        ...['-i', inventory, '--forks', String(forks), '--extra-vars', JSON.stringify(extra)],
        ...(tags.length === 0 ? [] : ['--tags', tags.join(',')]),
        ...(limit.length === 0 ? [] : ['--limit', limit.join(',')]),
        ...(checkMode ? ['--check'] : []),
        playbook,
      ]);
      const seconds = (performance.now() - from) / 1000;
      return { ...parsePlay(ran), seconds };
    },
    lint: () => run('ansible-lint', ['--offline', '--profile', 'production', '--nocolor'], collectionFolder),
    checkSyntax: (playbooks) => run('ansible-playbook', ['-i', inventory, '--syntax-check', ...playbooks]),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

interface CallbackJson {
  plays: { tasks: { task: { name: string }; hosts: Record<string, Omit<TaskResult, 'task' | 'host'>> }[] }[];
  stats: Record<string, HostStats>;
}

function parsePlay(ran: CommandResult): Omit<Played, 'seconds'> {
  const begin = ran.stdout.indexOf('{');
  let json: CallbackJson;
  try {
    json = JSON.parse(ran.stdout.slice(begin)) as CallbackJson;
  } catch {
    throw new Error(`no recap: ${ran.trouble}\n${lastLines(`${ran.stdout}\n${ran.stderr}`, 20)}`);
  }
  const results = json.plays.flatMap(({ tasks }) =>
    tasks.flatMap(({ task, hosts }) =>
      Object.entries(hosts).map(([host, result]) => ({ ...result, host, task: task.name })),
    ),
  );
  return { stats: json.stats, results };
}
