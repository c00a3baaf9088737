import * as v from 'valibot';
import type { Explanation, VerdictKind } from '../verdict/verdict.ts';
import { explanationKinds, verdictKinds } from '../verdict/verdict.ts';

/** How it stood with a printer when it was looked at, worst first. */
export const printerStates = ['stuck', 'suspect', 'person-needed', 'not-told', 'nothing-found'] as const;
export type PrinterState = (typeof printerStates)[number];

/** What a step came to, as far as it was seen. */
export const stepEnds = ['helped', 'not-needed', 'unconfirmed', 'did-not-help', 'failed'] as const;
export type StepEnd = (typeof stepEnds)[number];

/** One printer, looked at once. `at`: ms since the epoch; 0 where an older Unjam did not say. */
export interface Look {
  readonly deviceId: string;
  readonly printer: string;
  readonly at: number;
  readonly state: PrinterState;
  readonly stuckChannels: number;
  readonly suspectChannels: number;
  readonly services: readonly string[];
  readonly programs: readonly string[];
  readonly message: string;
}

export interface FoundDriver {
  readonly deviceId: string;
  readonly printer: string;
  readonly driver: string;
  /** Null: the result does not say. */
  readonly profile: string | null;
}

export interface FoundStep {
  /** Of a record of the audit trail: which operation it is of. Null: `fix` says it. */
  readonly operation: string | null;
  readonly deviceId: string;
  readonly step: string;
  readonly end: StepEnd;
}

/** What one result of the command line says, whichever command printed it. */
export interface Found {
  /** Null: an older Unjam did not say. */
  readonly computer: string | null;
  readonly version: string | null;
  readonly at: number | null;
  readonly simulated: boolean;
  readonly looks: readonly Look[];
  readonly drivers: readonly FoundDriver[];
  readonly steps: readonly FoundStep[];
  /** Why there is no more, in the words of that Unjam. */
  readonly fault: string | null;
}

/** Beyond it a name is no name. */
const longestText = 300;
const Text = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, longestText)),
);
const Time = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text)),
  v.number(),
  v.minValue(0),
);
const Name = v.pipe(Text, v.minLength(1));

const HeadSchema = v.object({
  schema: v.number(),
  computer: v.optional(Name),
  version: v.optional(Text),
  at: v.optional(Time),
  fault: v.optional(v.nullable(v.object({ message: Text }))),
});

const DriverSchema = v.object({
  id: Name,
  name: Text,
  driver: v.optional(
    v.object({ provider: v.nullable(Text), service: v.nullable(Text), version: v.nullable(Text) }),
  ),
  driverProfile: v.optional(Text),
});

const ExplanationSchema = v.object({
  kind: v.picklist(explanationKinds),
  cause: v.object({
    holder: v.optional(v.nullable(v.object({ kind: Text, process: v.optional(v.object({ name: Text })) }))),
  }),
  channels: v.array(v.object({ service: v.nullable(Text) })),
});

const VerdictSchema = v.object({
  kind: v.picklist(verdictKinds),
  deviceId: Name,
  printer: Text,
  at: Time,
  message: Text,
  explanation: v.nullable(ExplanationSchema),
  others: v.array(ExplanationSchema),
});

const AttemptedSchema = v.object({
  deviceId: Name,
  attempts: v.array(v.object({ step: Text, outcome: Text })),
});

const CheckSchema = v.object({
  verdicts: v.array(VerdictSchema),
  devices: v.optional(v.array(DriverSchema), []),
  simulated: v.boolean(),
  /** Of `fix` alone. */
  channels: v.optional(v.array(AttemptedSchema), []),
});
type Verdict = v.InferOutput<typeof VerdictSchema>;

const ListedSchema = v.object({
  deviceId: Name,
  service: v.nullable(Text),
  state: Text,
  lastSeen: v.optional(v.nullable(Time)),
  simulated: v.optional(v.boolean(), false),
});
const ListSchema = v.object({
  channels: v.array(ListedSchema),
  devices: v.array(DriverSchema),
  scanned: v.boolean(),
  simulated: v.optional(v.boolean()),
});

const DevicesSchema = v.object({
  printers: v.array(v.unknown()),
  devices: v.array(v.object({ ...DriverSchema.entries, simulated: v.optional(v.boolean(), false) })),
});

const WatchedSchema = v.object({
  time: Time,
  kind: v.pipe(v.string(), v.regex(/^(device|channel|finding)-[a-z]+$/)),
  /** Null, like the printer: it is about the whole computer. */
  deviceId: v.nullable(Name),
  printer: v.nullable(Text),
  service: v.optional(v.nullable(Text)),
  state: v.optional(Text),
  simulated: v.boolean(),
});

const RecordSchema = v.object({
  record: v.string(),
  at: Time,
  computer: Name,
  simulated: v.boolean(),
  device: DriverSchema,
  teardown: v.optional(Text),
  remedy: v.optional(Text),
  step: v.optional(Text, 'destroy-socket'),
  outcome: v.optional(v.object({ kind: Text })),
});
type TrailRecord = v.InferOutput<typeof RecordSchema>;

const EntriesSchema = v.object({
  entries: v.array(v.unknown()),
});

/** What is ours, and says nothing of stuck channels. */
const AsideSchema = v.union([
  v.object({ rules: v.object({}), set: v.array(v.unknown()) }),
  v.object({ report: v.literal('unjam-driver') }),
  v.object({ profiles: v.array(v.unknown()) }),
  v.object({ fault: v.object({ message: Text }) }),
]);

const nothing = { looks: [], drivers: [], steps: [], simulated: false } as const;

const driverName = ({ driver }: v.InferOutput<typeof DriverSchema>): string =>
  [driver?.provider, driver?.service, driver?.version].filter((part) => part != null).join(' ');

const foundDriver = (device: v.InferOutput<typeof DriverSchema>): FoundDriver => ({
  deviceId: device.id,
  printer: device.name,
  driver: driverName(device),
  profile: device.driverProfile ?? null,
});

const ofVerdict: Readonly<Record<VerdictKind, PrinterState>> = {
  blocked: 'stuck',
  'printer-does-not-answer': 'stuck',
  'person-needed': 'person-needed',
  suspected: 'suspect',
  'could-not-be-told': 'not-told',
  'nothing-found': 'nothing-found',
};
const isStuck = (kind: Explanation['kind']): boolean => ofVerdict[kind] === 'stuck';

const lookOf = (verdict: Verdict): Look => {
  const { deviceId, printer, at, message, explanation, others, kind } = verdict;
  const all = explanation === null ? others : [explanation, ...others];
  const blamed = all.filter((one) => one.kind !== 'person-needed');
  const channels = (of: (one: Explanation['kind']) => boolean): number =>
    all.reduce((sum, one) => (of(one.kind) ? sum + one.channels.length : sum), 0);
  const state = all.some((one) => isStuck(one.kind))
    ? 'stuck'
    : all.some((one) => one.kind === 'suspected')
      ? 'suspect'
      : ofVerdict[kind];
  return {
    ...{ deviceId, printer, at, message, state },
    stuckChannels: channels(isStuck),
    suspectChannels: channels((one) => one === 'suspected'),
    services: [...new Set(blamed.flatMap((one) => one.channels.map(({ service }) => service ?? '?')))],
    programs: [...new Set(blamed.flatMap(({ cause }) => cause.holder?.process?.name ?? []))],
  };
};

const endOf: ReadonlyMap<string, StepEnd> = new Map([
  ['freed', 'helped'],
  ['helped', 'helped'],
  ['already-gone', 'not-needed'],
  ['not-needed', 'not-needed'],
  ['unconfirmed', 'unconfirmed'],
  ['unverified', 'unconfirmed'],
  ['still-there', 'did-not-help'],
  ['did-not-last', 'did-not-help'],
]);

const fromCheck = ({ verdicts, devices, channels, simulated }: v.InferOutput<typeof CheckSchema>) => ({
  simulated,
  looks: verdicts.map(lookOf),
  drivers: devices.map(foundDriver),
  steps: channels.flatMap(({ deviceId, attempts }) =>
    attempts.map(({ step, outcome }): FoundStep => ({
      ...{ operation: null, deviceId, step },
      end: endOf.get(outcome) ?? 'failed',
    })),
  ),
});

/** A list says of each channel how it stands; a printer without any was looked at only by a scan. */
const fromList = (
  { channels, devices, scanned, simulated }: v.InferOutput<typeof ListSchema>,
  at: number,
) => {
  const looks = devices.flatMap(({ id, name }): Look[] => {
    const own = channels.filter(({ deviceId }) => deviceId === id);
    const of = (state: string) => own.filter((channel) => channel.state === state);
    const [stuck, suspect] = [of('stuck'), of('suspect')];
    const bad = [...stuck, ...suspect];
    if (bad.length === 0 && !scanned) return [];
    const state = stuck.length > 0 ? 'stuck' : suspect.length > 0 ? 'suspect' : 'nothing-found';
    const seen = own.reduce((last, { lastSeen }) => Math.max(last, lastSeen ?? 0), 0);
    return [
      {
        ...{ deviceId: id, printer: name, state, message: '', programs: [] },
        at: at === 0 ? seen : at,
        stuckChannels: stuck.length,
        suspectChannels: suspect.length,
        services: [...new Set(bad.map(({ service }) => service ?? '?'))],
      },
    ];
  });
  return {
    ...{ looks, steps: [], drivers: devices.map(foundDriver) },
    simulated: simulated ?? channels.some((channel) => channel.simulated),
  };
};

/** Of a channel that is stuck a line of `watch` is a look; of the others it says nothing of the rest of the printer. */
const fromWatched = (line: v.InferOutput<typeof WatchedSchema>) => {
  const { deviceId, printer, time: at, state, service, simulated } = line;
  const isLook = deviceId !== null && printer !== null && (state === 'stuck' || state === 'suspect');
  if (!isLook) return { ...nothing, simulated };
  const look: Look = {
    ...{ deviceId, printer, at, state, message: '', programs: [] },
    stuckChannels: state === 'stuck' ? 1 : 0,
    suspectChannels: state === 'suspect' ? 1 : 0,
    services: [service ?? '?'],
  };
  return { ...nothing, simulated, looks: [look] };
};

const stepOf = ({ record, device, teardown, remedy, step, outcome }: TrailRecord): FoundStep[] => {
  const operation = record === 'outcome' ? teardown : record === 'remedy-outcome' ? remedy : undefined;
  if (operation === undefined || outcome === undefined) return [];
  return [{ operation, deviceId: device.id, step, end: endOf.get(outcome.kind) ?? 'failed' }];
};

const fromRecords = (records: readonly TrailRecord[]) => ({
  ...nothing,
  simulated: records.some(({ simulated }) => simulated),
  drivers: records.map(({ device }) => foundDriver(device)),
  steps: records.flatMap(stepOf),
});

const recordsIn = (entries: readonly unknown[]): TrailRecord[] =>
  entries.flatMap((entry) => {
    const both = v.safeParse(v.object({ begin: v.unknown(), end: v.unknown() }), entry);
    const record = v.safeParse(RecordSchema, both.success ? (both.output.end ?? both.output.begin) : null);
    return record.success ? [record.output] : [];
  });

/** The newest schema that is understood. */
const newestSchema = 1;

/** What an object says that a command of Unjam printed. `foreign`: none did; `newer`: one of a later Unjam. */
export const foundIn = (value: unknown): Found | 'foreign' | 'newer' => {
  const head = v.safeParse(HeadSchema, value);
  if (!head.success) return 'foreign';
  const { schema, computer = null, version = null, at = null, fault } = head.output;
  if (schema > newestSchema) return 'newer';
  const said = { computer, version, at, fault: fault?.message ?? null };
  const fields = value as Readonly<Record<string, unknown>>;
  const as = <S extends v.GenericSchema>(
    sign: string,
    form: S,
    found: (output: v.InferOutput<S>) => Pick<Found, 'looks' | 'drivers' | 'steps' | 'simulated'>,
  ): Found | null => {
    if (!Object.hasOwn(fields, sign)) return null;
    const parsed = v.safeParse(form, value);
    return parsed.success ? { ...said, ...found(parsed.output) } : null;
  };
  return (
    as('verdicts', CheckSchema, fromCheck) ??
    as('scanned', ListSchema, (list) => fromList(list, at ?? 0)) ??
    as('record', RecordSchema, (record) => fromRecords([record])) ??
    as('entries', EntriesSchema, ({ entries }) => {
      const records = recordsIn(entries);
      // an older Unjam names the computer in the records alone
      return { computer: computer ?? records[0]?.computer ?? null, ...fromRecords(records) };
    }) ??
    as('time', WatchedSchema, fromWatched) ??
    as('printers', DevicesSchema, ({ devices }) => ({
      ...nothing,
      simulated: devices.some(({ simulated }) => simulated),
      drivers: devices.map(foundDriver),
    })) ??
    (v.is(AsideSchema, value) ? { ...said, ...nothing } : 'foreign')
  );
};
