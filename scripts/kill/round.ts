import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuditLine } from '../../app/audit/line.ts';
import { partOf } from '../../app/audit/entries.ts';
import { readPage } from '../../main/audit/read-page.ts';
import type { AuditPage } from '../../app/audit/page.ts';
import { fileProfiles } from '../../main/operations/measure/profile-store.ts';
import { fileNotes, thisSystem } from '../../main/operations/socket-notes.ts';
import { openSettings } from '../../main/settings/settings-store.ts';
import { realClock } from '../../native/index.ts';
import { deviceOf, notedDevice, programs, recordsOf, socketOf } from './plan.ts';
import type { Program, Report } from './plan.ts';

/** What the programs have said is on disk, in one folder over all rounds; turns count on from round to round. */
interface Said {
  turn: number;
  readonly settings: Map<Program, number>;
  /** By driver. */
  readonly profiles: Map<string, number>;
  readonly records: Set<string>;
}

/** What stands in the files that none of the programs knows. */
const foreign = { later: { kept: true } };

export const prepare = (folder: string): Said => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 9, ...foreign }));
  writeFileSync(
    join(folder, 'profiles.json'),
    JSON.stringify({ schema: 9, ...foreign, profiles: [foreign] }),
  );
  return { turn: 0, settings: new Map(), profiles: new Map(), records: new Set() };
};

/** Where it is killed, in ms after its first word. */
const longestMs = 120;

const runAndKill = async (
  writer: string,
  folder: string,
  program: Program,
  turn: number,
): Promise<Report[]> => {
  const child = spawn(process.execPath, [writer, folder, program, String(turn)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  const said = text(child.stdout);
  await once(child.stdout, 'readable');
  await delay(Math.random() * longestMs);
  child.kill('SIGKILL');
  const [code, signal] = await closed;
  if (signal !== 'SIGKILL') throw new Error(`a writer ended by itself: ${String(code)}`);
  const lines = (await said).split('\n');
  // the last line may be cut
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Report);
};

const allLines = async (path: string): Promise<readonly AuditLine[]> => {
  const lines: AuditLine[] = [];
  let before: AuditPage['older'] = null;
  do {
    const page = await readPage(path, before, 500);
    if (!page.ok) throw new Error(page.fault.kind);
    lines.push(...page.value.lines);
    before = page.value.older;
  } while (before !== null);
  return lines;
};

export interface Counts {
  kills: number;
  /** Said to be on disk, by kind. */
  written: Record<Report[1], number>;
  /** Lines that a kill tore. */
  torn: number;
  /** Temporary files and locks that kills left; the next writer takes them away. */
  left: number;
  /** What was lost, in words. */
  readonly lost: string[];
}

/** Two programs write into a folder and are killed. Answers whether all that they said is there. */
export const round = async (writer: string, folder: string, said: Said, counts: Counts): Promise<boolean> => {
  const { turn } = said;
  const reports = await Promise.all(programs.map((program) => runAndKill(writer, folder, program, turn)));
  counts.kills += programs.length;
  const noted = new Set<number>();
  programs.forEach((program, index) => {
    for (const [what, kind, at] of reports[index] ?? []) {
      said.turn = Math.max(said.turn, at + 1);
      if (kind === 'note') noted[what === 'is' ? 'add' : 'delete'](socketOf(program, at));
      if (what === 'going') continue;
      counts.written[kind] += 1;
      if (kind === 'settings') said.settings.set(program, at);
      if (kind === 'profile') said.profiles.set(JSON.stringify(deviceOf(program, at).driver), at);
      const [begin, end] = recordsOf(program, at);
      if (kind === 'begin') said.records.add(JSON.stringify(partOf(begin)));
      if (kind === 'end') said.records.add(JSON.stringify(partOf(end)));
    }
  });
  // what was begun and not said to be done may be done or not: the next round has other turns
  said.turn += 1;

  const must = (holds: boolean, what: string): void => {
    if (!holds) counts.lost.push(what);
  };
  const told: unknown[] = [];
  const tell = (fault: unknown): void => void told.push(fault);
  counts.left += readdirSync(folder).filter((name) => /\.(tmp|lock)|\.lock\./.test(name)).length;

  const raw = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as Record<string, unknown>;
  must(
    raw['version'] === 9 && JSON.stringify(raw['later']) === JSON.stringify(foreign.later),
    'a later field',
  );
  const settings = openSettings(join(folder, 'settings.json'), realClock, tell).get();
  const [a = -1, b = -1] = programs.map((program) => said.settings.get(program));
  must(Number(settings.filter || -1) >= a, `settings of a, turn ${a}: ${settings.filter}`);
  must(b === -1 || settings.sizes.devicesWidth >= b, `settings of b, turn ${b}`);

  const profilesPath = join(folder, 'profiles.json');
  const stored = JSON.parse(readFileSync(profilesPath, 'utf8')) as { later: unknown; profiles: unknown[] };
  must(JSON.stringify(stored.later) === JSON.stringify(foreign.later), 'a later field of the profiles');
  must(JSON.stringify(stored.profiles).includes(JSON.stringify(foreign)), 'a profile of another version');
  const profiles = fileProfiles(profilesPath, tell);
  for (const [driver, at] of said.profiles) {
    const device = {
      ...deviceOf('a', 0),
      driver: JSON.parse(driver) as ReturnType<typeof deviceOf>['driver'],
    };
    must((profiles.find(device)?.measuredAt ?? -1) >= at, `the profile of ${driver}, turn ${at}`);
  }

  const notes = fileNotes(join(folder, 'own-sockets'), notedDevice, await thisSystem());
  const found = notes.stillOurs('leaks');
  for (const socket of noted) must(found.includes(socket), `the note of socket ${socket}`);
  for (const socket of found) notes.take(socket);

  const lines = await allLines(join(folder, 'audit.jsonl'));
  const there = new Set(
    lines.flatMap((line) => (line.kind === 'record' ? [JSON.stringify(partOf(line.record))] : [])),
  );
  for (const record of said.records) must(there.has(record), `the record ${record}`);
  counts.torn = Math.max(counts.torn, lines.filter(({ kind }) => kind !== 'record').length);
  const faults = told.filter((fault) => (fault as { kind: string }).kind !== 'profile-unreadable');
  must(faults.length === 0, `a file that is not whole: ${JSON.stringify(faults)}`);
  return counts.lost.length === 0;
};
