import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createAuditTrail } from '../../main/audit/audit-trail.ts';
import { fileProfiles } from '../../main/operations/measure/profile-store.ts';
import { fileNotes, thisSystem } from '../../main/operations/socket-notes.ts';
import { openSettings } from '../../main/settings/settings-store.ts';
import { realClock } from '../../native/index.ts';
import { deviceOf, notedDevice, profileOf, programs, recordsOf, settingsOf, socketOf } from './plan.ts';
import type { Report } from './plan.ts';

// Writes our files in a folder, turn by turn, and says what is on disk, until it is killed.

const [folder = '', name, firstTurn] = process.argv.slice(2);
const program = programs.find((one) => one === name) ?? 'a';
const say = (...report: Report): void => void writeSync(1, `${JSON.stringify(report)}\n`);

const told = { count: 0 };
const tell = (): void => void (told.count += 1);
const settings = openSettings(join(folder, 'settings.json'), realClock, tell);
const profiles = fileProfiles(join(folder, 'profiles.json'), tell);
const notes = fileNotes(join(folder, 'own-sockets'), notedDevice, await thisSystem());
const trail = createAuditTrail(join(folder, 'audit.jsonl'));

for (let turn = Number(firstTurn); ; turn += 1) {
  const [begin, end] = recordsOf(program, turn);
  notes.made(socketOf(program, turn));
  say('is', 'note', turn);
  if ((await trail.append(begin)).ok) say('is', 'begin', turn);
  const before = told.count;
  settings.change(settingsOf(program, turn));
  settings.flush();
  if (told.count === before) say('is', 'settings', turn);
  if (profiles.keep(deviceOf(program, turn), profileOf(turn)).ok) say('is', 'profile', turn);
  if ((await trail.append(end)).ok) say('is', 'end', turn);
  // every other one stays
  if (turn % 2 === 0) continue;
  say('going', 'note', turn);
  notes.gone(socketOf(program, turn));
}
