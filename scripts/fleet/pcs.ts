import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { TestHost } from '../ssh/sshd.ts';

/** A PC of the fleet, and what is expected of it. The states are those of the role. */
export interface Pc {
  host: TestHost;
  /** What check says. */
  check: string;
  /** What a fix that may only close says, and how many channels it frees. */
  fix: string;
  frees: number;
  /** What check says after the fix. */
  after: string;
}

const scenarios = join(projectRoot, 'native', 'simulator', 'scenarios');
const field = (name: string): string => join(scenarios, 'field', `${name}.json`);

/** A name that Ansible would run, were it a template. */
export const markOfTemplate = (folder: string): string => join(folder, 'a-template-was-run');
const templateText = (folder: string): string =>
  `{{ lookup('pipe', 'touch ${markOfTemplate(folder)}') }}{{ 6 * 7 }}`;
export const documentOfTemplate = templateText;

interface Scenario {
  printers: { personality?: string }[];
  queues: { jobs?: { document: string }[] }[];
  programs: unknown[];
  sockets: unknown[];
}

/** Sixteen PCs that answer. Scenarios that are made for them go into the folder. */
export async function makePcs(folder: string): Promise<Readonly<Record<string, Pc>>> {
  await mkdir(folder, { recursive: true });
  const made = async (name: string, from: string, change: (scenario: Scenario) => void): Promise<string> => {
    const file = join(scenarios, 'built-in', `${from}.json`);
    const scenario = JSON.parse(await readFile(file, 'utf8')) as Scenario;
    change(scenario);
    await writeFile(join(folder, `${name}.json`), JSON.stringify(scenario));
    return join(folder, `${name}.json`);
  };
  const freed = await made('freed', 'held', (scenario) => {
    scenario.sockets = [];
    scenario.programs = [];
  });
  const broken = await made('broken', 'held', ({ printers: [printer] }) => {
    if (printer !== undefined) printer.personality = 'keeps-busy-sockets';
  });
  const hostile = await made('hostile', 'stuck-print', ({ queues }) => {
    for (const job of queues.flatMap(({ jobs = [] }) => jobs)) job.document = templateText(folder);
  });

  const stuck: Pc = {
    host: { scenario: 'held', afterFix: freed },
    ...{ check: 'stuck', fix: 'done', frees: 1, after: 'done' },
  };
  /** Nothing of it is changed by a fix that may only close. */
  const stays = (scenario: string, check: string, fix = check): Pc => ({
    host: { scenario },
    ...{ check, fix, frees: 0, after: check },
  });
  return {
    'ward-1': stuck,
    'ward-2': stuck,
    'ward-3': stuck,
    'already-fixed': stays(freed, 'done'),
    'broken-driver': stays(broken, 'stuck', 'failed'),
    'no-driver': stays('no-driver', 'no-device'),
    'no-rights': stays('access-denied', 'cannot-tell'),
    'job-hangs': stays('stuck-print', 'stuck', 'failed'),
    hostile: stays(hostile, 'stuck', 'failed'),
    'all-channels-open': stays('full', 'stuck', 'failed'),
    office: stays('office', 'suspect', 'done'),
    'driver-hangs': stays(field('driver-hangs'), 'suspect', 'done'),
    'cannot-be-asked': stays('unconfirmed', 'cannot-tell'),
    'never-measured': stays(field('unmeasured-driver'), 'cannot-tell'),
    unwell: stays('unwell', 'done'),
    'no-printer': stays('empty', 'done'),
  };
}
