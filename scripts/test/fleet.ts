import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAnsible, type HostStats, type Played } from '../fleet/ansible.ts';
import { documentOfTemplate, makePcs, markOfTemplate } from '../fleet/pcs.ts';
import { runCommand } from '../run-command.ts';
import { startSshd } from '../ssh/sshd.ts';
import { checksOf } from './checks.ts';
import type { StageReport } from './stage.ts';

const playbooks = ['check', 'fix', 'measure'];
const playbook = (name: string): string => `unjam.fleet.${name}`;
/** A PC that does not answer: its port is one on which nothing listens. */
const away = 'switched-off';

type Json = Readonly<Record<string, unknown>>;

/** Which hosts have a number that is not 0 in the recap. */
const having = (stats: Played['stats'], what: keyof HostStats): string[] =>
  Object.keys(stats)
    .filter((host) => (stats[host]?.[what] ?? 0) > 0)
    .sort();

/** What `unjam report --json` says, as far as it is looked at. */
interface Joined {
  unnamed: number;
  leftOut: { count: number };
  computers: { computer: string; stuck: number }[];
  steps: { step: string; helped: number; failed: number }[];
}

/** What check set as facts, by host. */
const factsOf = ({ results }: Played): Readonly<Record<string, CheckFacts>> =>
  Object.fromEntries(
    results.flatMap(({ host, ansible_facts: facts }) =>
      facts !== undefined && 'unjam_check' in facts ? [[host, facts as unknown as CheckFacts]] : [],
    ),
  );
const statesOf = (facts: Readonly<Record<string, CheckFacts>>) =>
  Object.fromEntries(Object.entries(facts).map(([host, { unjam_check: check }]) => [host, check.state]));
interface CheckFacts {
  unjam_check: { state: string; code: unknown };
  unjam_channels: { key: string }[];
}

/**
 * The collection as it is installed, against sixteen simulated PCs and one that does not answer. A simulated PC begins
 * anew with each start of Unjam, so the far side keeps which scenario it has: a fix that succeeds makes it the one
 * without the channel. That stands for the state of a real PC; that Unjam frees a channel, other tests prove.
 */
export async function runFleet(): Promise<StageReport> {
  const { report, check } = checksOf('fleet');
  const made = await mkdtemp(join(tmpdir(), 'unjam-pcs-'));
  const pcs = await makePcs(made);
  const sshd = await startSshd({
    hosts: Object.fromEntries(Object.entries(pcs).map(([name, { host }]) => [name, host])),
  });
  const nothing = Object.fromEntries(Object.keys(pcs).map((name) => [name, {}]));
  const ansible = await startAnsible(sshd.configFile, { ...nothing, [away]: { ansible_port: 1 } });
  const names = Object.keys(pcs);
  const all = [...names, away].sort();
  const collected = async (host: string, what: string): Promise<Json> =>
    JSON.parse(await readFile(join(results, `${host}.${what}.json`), 'utf8')) as Json;
  const expected = (when: 'check' | 'after') =>
    Object.fromEntries(names.map((name) => [name, pcs[name]?.[when]]));
  const fixable = names.filter((name) => (pcs[name]?.frees ?? 0) > 0).sort();
  const failing = names.filter((name) => pcs[name]?.fix === 'failed').sort();
  /** No step that is allowed helps there, which is known before it is tried. */
  const cannotBeFixed = ['all-channels-open', 'hostile', 'job-hangs'];
  const { results } = ansible;

  try {
    await check('ansible-lint has nothing to say, in its strictest profile', async () => {
      const lint = await ansible.lint();
      assert.equal(lint.ok, true, `${lint.stdout}\n${lint.stderr}`);
      assert.match(lint.stderr, /Passed with production profile/);
    });

    await check('the playbooks of the collection can be read', async () => {
      const read = await ansible.checkSyntax(playbooks.map(playbook));
      assert.equal(read.ok, true, read.stderr);
    });

    await check('check says of each PC how it stands, changes nothing, and one is away', async () => {
      const played = await ansible.play(playbook('check'), { tags: ['check'] });
      const { stats } = played;
      assert.deepEqual(Object.keys(stats).sort(), all);
      assert.deepEqual(having(stats, 'unreachable'), [away]);
      assert.deepEqual(having(stats, 'changed'), []);
      assert.deepEqual(having(stats, 'failures'), []);
      const facts = factsOf(played);
      assert.deepEqual(statesOf(facts), expected('check'));
      const { unjam_check: found, unjam_channels: channels } = facts['ward-1'] ?? {};
      assert.equal(Number(found?.code), 6);
      assert.deepEqual(
        channels?.map(({ key }) => key),
        ['sim-held-m2727nf#4#1'],
      );
    });

    await check('a state that is named makes the host fail', async () => {
      const fail = { unjam_check_fail_on: ['stuck'] };
      const limit = ['ward-1', 'office'];
      const { stats } = await ansible.play(playbook('check'), { vars: fail, tags: ['check'], limit });
      assert.deepEqual(having(stats, 'failures'), ['ward-1']);
    });

    await check('a word that is no state is refused before anything runs', async () => {
      const { stats, results: said } = await ansible.play(playbook('check'), {
        vars: { unjam_check_fail_on: ['stucked'] },
        ...{ tags: ['check'], limit: ['ward-1'] },
      });
      assert.deepEqual(having(stats, 'failures'), ['ward-1']);
      assert.deepEqual(
        said.filter(({ cmd }) => cmd !== undefined),
        [],
      );
    });

    await check('check mode says what fix would close, and closes nothing', async () => {
      const limit = ['ward-1', 'already-fixed', 'broken-driver', 'office', ...cannotBeFixed];
      const { stats } = await ansible.play(playbook('fix'), { checkMode: true, tags: ['fix'], limit });
      assert.deepEqual(having(stats, 'changed'), ['broken-driver', 'ward-1']);
      assert.deepEqual(having(stats, 'failures'), cannotBeFixed);
      const trail = await readFile(join(sshd.hostFolder('ward-1'), 'data', 'audit-simulated.jsonl'), 'utf8');
      assert.equal(trail.includes('"intent"'), false, trail);
      assert.equal(existsSync(results), false);
    });

    await check(
      'fix frees what is stuck, fails where it could not, leaves the others, and checks all',
      async () => {
        const played = await ansible.play(playbook('fix'));
        assert.deepEqual(having(played.stats, 'changed'), fixable);
        assert.deepEqual(having(played.stats, 'failures'), failing);
        assert.deepEqual(having(played.stats, 'unreachable'), [away]);
        assert.deepEqual(statesOf(factsOf(played)), expected('after'));
      },
    );

    await check('collect brought the answers of each PC, also of those where fix failed', async () => {
      const kinds = ['audit', 'check', 'fix'];
      const files = names.flatMap((name) => kinds.map((kind) => `${name}.${kind}.json`));
      assert.deepEqual((await readdir(results)).sort(), files.sort());
      for (const name of names) {
        const { channels = [] } = (await collected(name, 'fix')) as { channels?: { end: string }[] };
        const freed = channels.filter(({ end }) => end === 'freed');
        assert.equal(freed.length, pcs[name]?.frees, name);
        const audit = (await collected(name, 'audit')) as { owner: Json; entries: Json[] };
        assert.equal(audit.owner['computer'], name);
      }
      const { entries } = (await collected('ward-2', 'audit')) as { entries: Json[] };
      assert.equal(JSON.stringify(entries).includes('"freed"'), true, JSON.stringify(entries));
    });

    await check(
      'unjam report joins what was collected: each PC, what is stuck, and what helped',
      async () => {
        const joined = await runCommand(process.execPath, [sshd.program, 'report', results, '--json']);
        assert.equal(joined.ok, true, `${joined.trouble}\n${joined.stdout}`);
        const { report: told } = JSON.parse(joined.stdout) as { report: Joined };
        assert.deepEqual([told.unnamed, told.leftOut.count], [0, 0]);
        assert.deepEqual(told.computers.map(({ computer }) => computer).sort(), [...names].sort());
        const stuck = told.computers.filter((one) => one.stuck > 0).map(({ computer }) => computer);
        assert.deepEqual(stuck.sort(), names.filter((name) => pcs[name]?.after === 'stuck').sort());
        const closing = told.steps.find(({ step }) => step === 'destroy-socket');
        assert.deepEqual([closing?.helped, closing?.failed], [fixable.length, 1]);
      },
    );

    await check(
      'a name that looks like a template is text: it is not run, and arrives as it is',
      async () => {
        const answer = JSON.stringify(await collected('hostile', 'check'));
        assert.equal(answer.includes(JSON.stringify(documentOfTemplate(made)).slice(1, -1)), true);
        assert.equal(existsSync(markOfTemplate(made)), false);
      },
    );

    await check('a second fix changes nothing', async () => {
      const { stats } = await ansible.play(playbook('fix'), { tags: ['fix'] });
      assert.deepEqual(having(stats, 'changed'), []);
      assert.deepEqual(having(stats, 'failures'), failing);
    });

    const program = join(ansible.folder, 'package');
    const folder = join(ansible.folder, 'deployed');
    await writeFile(program, '#!/bin/sh\nexec unjam "$@"\n');
    const sha256 = createHash('sha256')
      .update(await readFile(program))
      .digest('hex');
    const deploy = { unjam_package: program, unjam_package_sha256: sha256, unjam_folder: folder };
    const one = { limit: ['already-fixed'], tags: ['deploy', 'check'] };

    await check('deploy in check mode, and of a package with another sum, copies nothing', async () => {
      const dry = await ansible.play(playbook('check'), { ...one, vars: deploy, checkMode: true });
      assert.deepEqual(having(dry.stats, 'changed'), ['already-fixed']);
      assert.deepEqual(having(dry.stats, 'failures'), []);
      const other = {
        ...deploy,
        unjam_package_sha256: sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      };
      const wrong = await ansible.play(playbook('check'), { ...one, vars: other });
      assert.deepEqual(having(wrong.stats, 'failures'), ['already-fixed']);
      assert.equal(existsSync(folder), false);
    });

    await check('deploy copies the package once, and that copy is run', async () => {
      const first = await ansible.play(playbook('check'), { ...one, vars: deploy });
      assert.deepEqual(having(first.stats, 'changed'), ['already-fixed']);
      assert.deepEqual(having(first.stats, 'failures'), []);
      const ran = first.results.flatMap(({ cmd }) => (Array.isArray(cmd) ? [cmd as string[]] : []));
      assert.deepEqual(ran, [[join(folder, 'unjam'), 'check', '--json']]);
      const second = await ansible.play(playbook('check'), { ...one, vars: deploy });
      assert.deepEqual(having(second.stats, 'changed'), []);
    });

    await check(
      'measure wants its window; then it measures what was not, and fetches the report',
      async () => {
        const limit = ['never-measured', 'already-fixed'];
        const closed = await ansible.play(playbook('measure'), { limit });
        assert.deepEqual(having(closed.stats, 'failures'), [...limit].sort());
        const open = { unjam_maintenance_window: true };
        const measured = await ansible.play(playbook('measure'), { vars: open, limit });
        assert.deepEqual(having(measured.stats, 'failures'), []);
        assert.deepEqual(having(measured.stats, 'changed'), ['never-measured']);
        const driver = await collected('never-measured', 'driver-0');
        assert.equal(driver['report'], 'unjam-driver');
      },
    );
  } finally {
    await ansible.remove();
    await sshd.stop();
    await rm(made, { recursive: true });
  }
  return report;
}
