import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { parseLine } from '#app/audit/line.ts';
import { AuditPageSchema } from '#app/audit/page.ts';
import type { AuditLine } from '#app/audit/line.ts';
import { DriverProfileSchema, notMeasured } from '#app/dot4/profile.ts';
import { FaultSchema } from '#app/faults/fault.ts';
import type { Fault } from '#app/faults/fault.ts';
import { defaultSettings, SettingsSchema } from '#app/settings/settings.ts';
import { deviceNamed } from '#app/testing/arbitrary-state.ts';
import { intentOf, measureEndOf, outcomeOf } from '#app/testing/audit-records.ts';
import { scenarioFromBytes } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import { createAuditTrail } from '../audit/audit-trail.ts';
import { readPage } from '../audit/read-page.ts';
import { saveTrail } from '../audit/save-trail.ts';
import { fileProfiles } from '../operations/measure/profile-store.ts';
import { fileNotes } from '../operations/socket-notes.ts';
import { readScenarioFile } from '../scenario-file.ts';
import { openSettings } from '../settings/settings-store.ts';
import { quickFiles as files } from './faulty-disk.ts';

/** One thing that holds whatever it is given; checked with a fixed seed in tests, and without end by `npm run fuzz`. */
export interface FuzzProperty {
  readonly name: string;
  readonly property: () => fc.IRawProperty<unknown>;
}

const encodings: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(text, 'latin1'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
];

/** What may happen to a file on a disk, or in an editor. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('put' as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ kind: fc.constant('twice' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 900 }) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

const edited = (bytes: Buffer, change: Edit): Buffer => {
  const at = change.at % (bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.kind) {
    case 'flip': {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ change.bits;
      return flipped;
    }
    case 'cut':
      return Buffer.concat([before, after.subarray(change.length)]);
    case 'end':
      return Buffer.from(before);
    case 'put':
      return Buffer.concat([before, change.bytes, after]);
    case 'twice':
      return Buffer.concat([before, after.subarray(0, change.length), after]);
  }
};

/** The same value with something else somewhere in it. */
const withOther = (value: unknown, where: readonly number[], other: unknown): unknown => {
  const [first, ...rest] = where;
  if (first === undefined || typeof value !== 'object' || value === null) return other;
  const entries: [string, unknown][] = Object.entries(value);
  const index = first % (entries.length + 1);
  const [key, inner] = entries[index] ?? ['more', undefined];
  const changed = withOther(inner, rest, other);
  if (Array.isArray(value)) return value.toSpliced(index, 1, changed);
  return { ...value, [key]: changed };
};

/** A file that was, or nearly was, one of ours. */
const fileLike = (valid: unknown): fc.Arbitrary<Buffer> => {
  const other = fc.tuple(fc.array(fc.nat(20), { maxLength: 6 }), fc.jsonValue());
  const text = fc.oneof(
    fc.json(),
    fc.array(other, { maxLength: 3 }).map((changes) =>
      JSON.stringify(
        changes.reduce((value, [where, to]) => withOther(value, where, to), valid),
        null,
        2,
      ),
    ),
  );
  return fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(text, fc.constantFrom(...encodings), fc.array(edit, { maxLength: 3 }))
      .map(([of, encoded, edits]) => edits.reduce(edited, encoded(of))),
  );
};

const within = async (work: (folder: string) => void | Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'unjam-fuzz-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const must = (holds: boolean, what: string, ...shown: unknown[]): void => {
  if (!holds) throw new Error(`${what}: ${shown.map((one) => JSON.stringify(one)).join(' ')}`);
};

const holdsFaults = (told: readonly Fault[]): void => {
  for (const fault of told) must(v.is(FaultSchema, fault), 'no fault', fault);
};

/** What stood in the file is in it still, or put aside as it was. */
const isKept = (folder: string, bytes: Buffer, told: readonly Fault[]): void => {
  const aside = readdirSync(folder).filter((name) => name.includes('.damaged-'));
  const wasPutAside = told.some(({ kind }) => kind === 'settings-damaged' || kind === 'file-damaged');
  must(
    wasPutAside === (aside.length === 1),
    'put aside and not told, or told and not put aside',
    told,
    aside,
  );
  for (const name of aside) must(readFileSync(join(folder, name)).equals(bytes), 'not as it was', name);
};

const view = { name: 'Mine', filter: 'state:stuck', deviceId: null, sorting: [], columns: [] };
const settingsFile = {
  version: 1,
  ...defaultSettings,
  theme: 'dark',
  savedViews: [view],
  columns: [{ id: 'service', shown: true, width: 80 }],
  window: { x: 0, y: 0, width: 800, height: 600, isMaximized: false },
};

const settings = fc.asyncProperty(fileLike(settingsFile), (bytes) =>
  within((folder) => {
    const path = join(folder, 'settings.json');
    writeFileSync(path, bytes);
    const told: Fault[] = [];
    const open = () => openSettings(path, createVirtualClock(), (fault) => told.push(fault), { files });
    const store = open();
    must(v.is(SettingsSchema, store.get()), 'no settings', store.get());
    store.change({ rateMs: 5_000, savedViews: [...store.get().savedViews, { ...view, name: 'New' }] });
    const now = store.get();
    store.flush();
    holdsFaults(told);
    isKept(folder, bytes, told);
    const again = open().get();
    must(JSON.stringify(again) === JSON.stringify(now), 'not what was set', now, again);
    const names = readdirSync(folder).filter((name) => !name.includes('.damaged-'));
    must(names.join() === 'settings.json', 'left beside', names);
  }),
);

const measured = { ...notMeasured, origin: 'measured' as const, measuredAt: 1 };
const driverOf = (service: string) => ({ service, provider: 'HP', version: '1' });
const deviceOf = (service: string) => ({ ...deviceNamed('a'), driver: driverOf(service) });

const profiles = fc.asyncProperty(
  fileLike({ schema: 1, profiles: ['dot4', 'other'].map((of) => ({ ...driverOf(of), profile: measured })) }),
  (bytes) =>
    within((folder) => {
      const path = join(folder, 'profiles.json');
      writeFileSync(path, bytes);
      const told: Fault[] = [];
      const open = () => fileProfiles(path, (fault) => told.push(fault), { files });
      const store = open();
      for (const service of ['dot4', 'other', 'new']) {
        const found = store.find(deviceOf(service));
        must(found === null || v.is(DriverProfileSchema, found), 'no profile', found);
      }
      const other = store.find(deviceOf('other'));
      must(store.keep(deviceOf('new'), measured).ok, 'not kept', told);
      holdsFaults(told);
      isKept(folder, bytes, told);
      const again = open();
      must(again.find(deviceOf('new')) !== null, 'not what was kept');
      must(
        JSON.stringify(again.find(deviceOf('other'))) === JSON.stringify(other),
        'another one lost',
        other,
      );
    }),
);

const noteFile = { schema: 2, deviceId: 'a', hostSocket: 7, arrivedAt: 5, boot: 'this', uptimeMs: 1 };
const note = fc.asyncProperty(fileLike(noteFile), (bytes) =>
  within((folder) => {
    const name = `1-10-${'0'.repeat(32)}.json`;
    writeFileSync(join(folder, name), bytes);
    const system = { pid: 2, boot: 'this', startOf: (pid: number) => `${pid}0`, uptimeMs: () => 2 };
    const device = { id: 'a', arrivedAt: 5 };
    const notes = fileNotes(folder, device, { ...system, isRunning: (pid) => pid === 2 }, files);
    const found = notes.stillOurs('leaks');
    must(
      found.every((socket) => Number.isInteger(socket) && socket > 0 && socket < 256),
      'no socket',
      found,
    );
    for (const socket of found) must(notes.take(socket), 'not taken', socket);
    must(notes.stillOurs('leaks').length === 0, 'still there');
    notes.made(9);
    notes.gone(9);
  }),
);

const record = (index: number): unknown =>
  [intentOf, outcomeOf, measureEndOf][index % 3]?.(`t${index >> 1}`, index % 60);
const lineText = fc.oneof(
  { weight: 5, arbitrary: fc.nat(40).map((index) => JSON.stringify(record(index))) },
  fc.constantFrom('', ' ', '\r', '{"torn', '17', 'null', '\0\0\0', '{"record":"intent","schema":1}'),
  fc.json(),
  fc.string({ unit: 'binary' }),
);
const trailBytes = fc
  .tuple(
    fc.array(lineText, { maxLength: 40 }),
    fc.constantFrom('\n', '\r\n'),
    fc.array(edit, { maxLength: 2 }),
  )
  .map(([lines, end, edits]) => edits.reduce(edited, Buffer.from(lines.map((line) => line + end).join(''))));

const placeOf = (line: AuditLine): unknown => [line.kind, line.line, line.offset];

const pagesOf = async (path: string, length: number): Promise<AuditLine[]> => {
  const lines: AuditLine[] = [];
  let before = null;
  do {
    const page = await readPage(path, before, length, files);
    if (!page.ok) throw new Error(page.fault.kind);
    must(v.is(AuditPageSchema, page.value), 'no page', page.value);
    lines.push(...page.value.lines);
    before = page.value.older;
  } while (before !== null);
  return lines;
};

const decoder = new TextDecoder('utf-8', { ignoreBOM: false });
/** The lines with something in them as anybody would split them; of UTF-16 none, which is read by other rules. */
const plainLines = (segments: readonly Buffer[]): readonly string[] | null => {
  const all = segments.flatMap((segment) => segment.toString('latin1').split('\n'));
  if (all.some((line) => line.slice(0, 4).includes('\0'))) return null;
  const texts = all.map((line) => decoder.decode(Buffer.from(line, 'latin1')));
  return texts.filter((text) => text.trim() !== '');
};

const trail = fc.asyncProperty(
  fc.array(trailBytes, { minLength: 1, maxLength: 3 }),
  fc.integer({ min: 1, max: 50 }),
  (segments, length) =>
    within(async (folder) => {
      const path = join(folder, 'audit.jsonl');
      let last = 0;
      segments.forEach((bytes, index) => {
        last += bytes.toString('latin1').split('\n').length - (bytes.at(-1) === 0x0a ? 1 : 0);
        const name = `audit.2026-03.${String(last).padStart(7, '0')}.jsonl`;
        writeFileSync(index === segments.length - 1 ? path : join(folder, name), bytes);
      });
      const lines = await pagesOf(path, length);
      const all = await pagesOf(path, 1_000);
      must(JSON.stringify(lines) === JSON.stringify(all), 'pages of another length show others', lines, all);
      const offsets = lines.map(({ offset }) => offset);
      must(
        offsets.every((offset, index) => index === 0 || offset < (offsets[index - 1] ?? 0)),
        'not newest first',
        lines.map(placeOf),
      );
      const plain = plainLines(segments);
      if (plain !== null) {
        const kinds = plain.map((text) => parseLine(text, { line: 1, offset: 0 }, true).kind);
        const shown = lines.map(({ kind }) => kind).reverse();
        must(shown.length === kinds.length, 'not all lines are shown', kinds, shown);
      }
      for (const format of ['json', 'csv'] as const) {
        const target = join(folder, 'saved');
        must((await saveTrail(path, target, format, '')).ok, 'not saved', format);
        if (format === 'json') JSON.parse(readFileSync(target, 'utf8'));
        rmSync(target);
      }
      must((await createAuditTrail(path, files).append(intentOf('new', 59))).ok, 'not appended');
      const [newest, ...older] = await pagesOf(path, 1_000);
      must(
        newest?.kind === 'record' && newest.record.at === intentOf('new', 59).at,
        'not the newest',
        newest,
      );
      must(older.length === lines.length, 'others went', lines.map(placeOf), older.map(placeOf));
    }),
);

const scenarioFile = {
  scenario: 1,
  printers: [{ id: 'sim-monday', name: 'HP LaserJet 3055' }],
  programs: [{ name: 'ScanToPC.exe', ended: true }],
  sockets: [{ printer: 'sim-monday', service: 'HP-SCAN', madeBy: 'ScanToPC.exe' }],
};
const scenario = fc.asyncProperty(fileLike(scenarioFile), (bytes) =>
  within(async (folder) => {
    const path = join(folder, 'scenario.json');
    writeFileSync(path, bytes);
    const read = await readScenarioFile(path);
    must(read.ok === scenarioFromBytes(bytes).ok, 'read otherwise than it is');
    if (!read.ok) holdsFaults([read.fault]);
  }),
);

/** Something else in the place of each of our files. */
const inPlace = fc.asyncProperty(
  fc.constantFrom('settings.json', 'profiles.json', 'audit.jsonl', 'own-sockets'),
  fc.constantFrom('folder', 'file', 'text'),
  (name, what) =>
    within(async (folder) => {
      const path = join(folder, name);
      if (what === 'folder') mkdirSync(path);
      else writeFileSync(path, what === 'file' ? '' : '[]');
      const told: Fault[] = [];
      const tell = (fault: Fault): void => void told.push(fault);
      const store = openSettings(join(folder, 'settings.json'), createVirtualClock(), tell, { files });
      store.change({ rateMs: 500 });
      store.flush();
      const kept = fileProfiles(join(folder, 'profiles.json'), tell, { files }).keep(deviceOf('a'), measured);
      if (!kept.ok) tell(kept.fault);
      const appended = await createAuditTrail(join(folder, 'audit.jsonl'), files).append(intentOf('t'));
      if (!appended.ok) tell(appended.fault);
      holdsFaults(told);
      must(store.get().rateMs === 500, 'not what was set');
    }),
);

export const fileProperties: readonly FuzzProperty[] = [
  { name: 'settings', property: () => settings },
  { name: 'profiles', property: () => profiles },
  { name: 'note', property: () => note },
  { name: 'trail', property: () => trail },
  { name: 'scenario', property: () => scenario },
  { name: 'something else in the place of a file', property: () => inPlace },
];
