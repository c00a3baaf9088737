import * as v from 'valibot';
import { DeviceIdSchema, DeviceSchema } from '../dot4/device.ts';
import { DriverProfileSchema } from '../dot4/profile.ts';
import { HostSocketSchema } from '../dot4/sockets.ts';
import { EvidenceSchema } from '../evidence/evidence.ts';
import { FactsSchema } from '../evidence/facts.ts';
import { SourceReportSchema } from '../evidence/source-report.ts';
import { SuspicionSchema } from '../evidence/suspicion.ts';
import { ThresholdsSchema } from '../evidence/thresholds.ts';
import { FaultSchema } from '../faults/fault.ts';
import { OperationSchema } from '../operations/operation.ts';
import { ScanReportSchema } from '../operations/scan-report.ts';
import { HeldPolicySchema } from '../policy/policy.ts';
import { defaultSettings, rates } from '../settings/settings.ts';
import { OutcomeSchema } from '../teardown/outcome.ts';

/** Why a program runs on simulated printers; `asked`: a person chose a scenario. */
export const simulationReasons = [
  'asked',
  'platform',
  'unverified-runtime',
  'no-sandbox',
  'no-dot4-device',
  'no-dot4-driver',
] as const;

/** Why devices of this computer must not be touched, whatever is asked. */
const devicesForbiddenReasons = ['platform', 'unverified-runtime', 'no-sandbox'] as const;

/** Where the program runs, and on what. */
export const EnvironmentSchema = v.strictObject({
  mode: v.picklist(['windows', 'simulator']),
  scenario: v.nullable(v.string()),
  simulationReason: v.nullable(v.picklist(simulationReasons)),
  /** Null: they may be; practice can be left. */
  devicesForbidden: v.nullable(v.picklist(devicesForbiddenReasons)),
  runtime: v.strictObject({ name: v.string(), version: v.string(), verified: v.boolean() }),
  platform: v.string(),
  elevated: v.nullable(v.boolean()),
  /** The PC and the person, as tickets and records name them. */
  computer: v.string(),
  user: v.string(),
  version: v.string(),
  /** The computer that ssh was given, where the window shows another one; null: this computer. */
  remote: v.nullable(v.strictObject({ host: v.string(), link: v.picklist(['open', 'lost']) })),
  /** What the administrator of this computer allows. */
  policy: HeldPolicySchema,
});
export type Environment = v.InferOutput<typeof EnvironmentSchema>;

/** The last scan that ended; one that runs is an operation. */
const ScanStateSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('never') }),
  v.strictObject({ kind: v.literal('done'), at: v.number(), report: ScanReportSchema }),
  v.strictObject({ kind: v.literal('failed'), at: v.number(), fault: FaultSchema }),
]);
export type ScanState = v.InferOutput<typeof ScanStateSchema>;

export const DeviceStateSchema = v.strictObject({
  device: DeviceSchema,
  profile: DriverProfileSchema,
  /** `gone`: seen before and not found by the last look. */
  presence: v.picklist(['present', 'gone']),
  seenAt: v.number(),
  scan: ScanStateSchema,
  /** What was seen of the device as a whole; evidence about one socket is with its channel. */
  evidence: v.array(EvidenceSchema),
  /** How each source fared at the last look; empty before the first. */
  sources: v.array(SourceReportSchema),
  /** The last generation given to each host socket of this device, by socket number. */
  generations: v.record(v.string(), v.number()),
});
export type DeviceState = v.InferOutput<typeof DeviceStateSchema>;

const PhaseSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('seen') }),
  v.strictObject({ kind: v.literal('closing'), since: v.number() }),
  /** The row lingers so that a person sees it go (gone-rows.ts). */
  v.strictObject({ kind: v.literal('gone'), at: v.number(), ms: v.number() }),
]);

export const ChannelStateSchema = v.strictObject({
  key: v.string(),
  deviceId: DeviceIdSchema,
  hostSocket: HostSocketSchema,
  /** Once a socket was seen gone, the same number is another generation. */
  generation: v.pipe(v.number(), v.integer(), v.minValue(1)),
  phase: PhaseSchema,
  firstSeenAt: v.number(),
  /** The same moment on the session's monotonic clock: ages are counted on it, whatever the wall clock is set to. */
  firstSeenMs: v.number(),
  lastSeenAt: v.number(),
  lastSeenMs: v.number(),
  facts: FactsSchema,
  suspicion: SuspicionSchema,
  evidence: v.array(EvidenceSchema),
  /** How the last close of this channel ended, if one was tried. */
  lastTeardown: v.nullable(v.strictObject({ at: v.number(), outcome: OutcomeSchema })),
});
export type ChannelState = v.InferOutput<typeof ChannelStateSchema>;

/** A record of something a person should see that belongs to no single row. */
export const NoticeSchema = v.strictObject({
  id: v.number(),
  at: v.number(),
  fault: FaultSchema,
});
export type Notice = v.InferOutput<typeof NoticeSchema>;

export const DiscoveryStateSchema = v.strictObject({
  at: v.nullable(v.number()),
  driverPackage: v.picklist(['installed', 'absent', 'unknown']),
  fault: v.nullable(FaultSchema),
});

/** How often is looked at what does not tell by itself. */
export const UpdatesSchema = v.strictObject({ rateMs: v.picklist(rates), isPaused: v.boolean() });
export type Updates = v.InferOutput<typeof UpdatesSchema>;

export const SessionStateSchema = v.strictObject({
  environment: EnvironmentSchema,
  updates: UpdatesSchema,
  thresholds: ThresholdsSchema,
  discovery: DiscoveryStateSchema,
  devices: v.record(v.string(), DeviceStateSchema),
  channels: v.record(v.string(), ChannelStateSchema),
  /** By id, in the order of their start; those that ended long ago leave (reduce-operations.ts). */
  operations: v.record(v.string(), OperationSchema),
  notices: v.record(v.string(), NoticeSchema),
  /** The last id given to an operation or notice; none is given twice. */
  lastId: v.number(),
});
export type SessionState = v.InferOutput<typeof SessionStateSchema>;

export const initialState = (environment: Environment): SessionState => ({
  environment,
  updates: { rateMs: defaultSettings.rateMs, isPaused: false },
  thresholds: defaultSettings.thresholds,
  discovery: { at: null, driverPackage: 'unknown', fault: null },
  devices: {},
  channels: {},
  operations: {},
  notices: {},
  lastId: 0,
});

/** The device in a channel's key; its id may hold any character. */
export const deviceOfKey = (key: string): string =>
  key.slice(0, key.lastIndexOf('#', key.lastIndexOf('#') - 1));

export const channelKey = (deviceId: string, hostSocket: number, generation: number): string =>
  `${deviceId}#${hostSocket}#${generation}`;
