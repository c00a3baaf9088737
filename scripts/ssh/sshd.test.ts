import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { exitCodes } from '../../main/cli/exit-codes.ts';
import type { Outcome } from '../outcome.ts';
import { runCommand } from '../run-command.ts';
import { prepareSshd, startSshd, type Sshd } from './sshd.ts';

const installMs = 300_000;
const timeout = 30_000;
const hosts = {
  stuck: { scenario: 'held', afterFix: 'empty' },
  other: { scenario: 'empty' },
};

let prepared: Outcome<void>;
let sshd: Sshd;
beforeAll(async () => {
  prepared = await prepareSshd('the test of the private sshd');
}, installMs);
beforeEach(async (context) => {
  if (!prepared.ok && prepared.problem.kind === 'unavailable') context.skip(prepared.problem.message);
  if (!prepared.ok) throw new Error(prepared.problem.message);
  sshd = await startSshd({ hosts });
  return () => sshd.stop();
}, timeout);

const ssh = (...args: string[]) =>
  runCommand('ssh', ['-F', sshd.configFile, ...args], { timeoutMs: timeout });

test(
  'each host has its own name and unjam: a fix changes one, and what is there stays so',
  { timeout },
  async () => {
    const check = async (host: string) => (await ssh(host, 'unjam check --json')).status;
    expect([await check('stuck'), await check('other')]).toEqual([exitCodes.stuck, exitCodes.done]);
    expect((await ssh('stuck', 'unjam fix --dry-run')).status).toBe(exitCodes.done);
    expect(await check('stuck')).toBe(exitCodes.stuck);
    expect((await ssh('stuck', 'unjam fix --yes')).status).toBe(exitCodes.done);
    expect(await check('stuck')).toBe(exitCodes.done);
    const trail = async (host: string) =>
      JSON.parse((await ssh(host, 'unjam audit --json')).stdout) as {
        owner: { computer: string };
        entries: unknown[];
      };
    const [ofStuck, ofOther] = [await trail('stuck'), await trail('other')];
    expect([ofStuck.owner.computer, ofOther.owner.computer]).toEqual(['stuck', 'other']);
    expect(ofStuck.entries.length).toBeGreaterThan(0);
    expect(ofOther.entries).toEqual([]);
  },
);

test('sixteen connections at once are let in', { timeout }, async () => {
  const all = await Promise.all(Array.from({ length: 16 }, () => ssh('other', 'true')));
  expect(all.map(({ stderr }) => stderr).join('')).toBe('');
});

test('a host key that is not the known one is refused', { timeout }, async () => {
  const answer = await ssh('-o', 'UserKnownHostsFile=/dev/null', 'other', 'true');
  expect([answer.status, answer.stderr]).toEqual([255, expect.stringContaining('verification failed')]);
});

/** Processes of this machine with these words in their command. */
const running = async (words: string): Promise<string[]> => {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    numbers.map((number) => readFile(join('/proc', number, 'cmdline'), 'utf8').catch(() => '')),
  );
  return commands.filter((command) => command.replaceAll('\0', ' ').includes(words));
};

test('a server whose tests are killed ends with them', { timeout }, async () => {
  const program = `
    const { startSshd } = await import(${JSON.stringify(new URL('sshd.ts', import.meta.url).href)});
    const { port, configFile } = await startSshd({ hosts: { other: { scenario: 'empty' } } });
    process.stdout.write(port + ' ' + configFile, () => process.kill(process.pid, 'SIGKILL'));`;
  const killed = await runCommand(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    program,
  ]);
  const [port = '', configFile = ''] = killed.stdout.split(' ');
  expect(Number(port), killed.stderr).toBeGreaterThan(0);
  await rm(dirname(configFile), { recursive: true });
  const answer = () => ssh('-p', port, 'other', 'true').then(({ stderr }) => stderr);
  await expect.poll(answer, { timeout }).toContain('Connection refused');
});

test('after the end nothing is left running, not even what left its session', { timeout }, async () => {
  const mark = `86399.${process.pid}`;
  const started = await ssh('other', `setsid -f sleep ${mark} </dev/null >/dev/null 2>&1`);
  expect(started.status, started.stderr).toBe(0);
  await expect.poll(() => running(mark)).toHaveLength(1);
  await sshd.stop();
  expect(await running(mark)).toEqual([]);
  expect(await running(sshd.configFile.replace('ssh-config', ''))).toEqual([]);
});
