import * as v from 'valibot';
import { DeviceIdSchema } from '../dot4/device.ts';
import { NtStatusSchema } from '../dot4/ntstatus.ts';
import { requestNames } from '../dot4/requests.ts';
import { ChangeSchema } from '../operations/change.ts';
import { operationKinds } from '../operations/kinds.ts';
import { forbiddingRules, PolicyProblemSchema } from '../policy/policy.ts';
import { StepKindSchema } from '../remedy/step.ts';

const request = v.picklist(requestNames);
const step = StepKindSchema;
const fault = <const K extends string, E extends v.ObjectEntries>(kind: K, entries: E) =>
  v.strictObject({ kind: v.literal(kind), ...entries });

/** Why a step of the ladder cannot be run. */
export const notOfferedReasons = [
  'not-in-plan',
  'source-silent',
  'by-hand',
  'not-elevated',
  'driver-refuses',
  'job-in-progress',
  'being-deleted',
  'unverified',
  'policy',
] as const;

/** Why there is no connection to another computer. */
export const notConnectedReasons = [
  'no-ssh',
  'key-unknown',
  'key-changed',
  'not-allowed',
  'not-found',
  'not-reached',
  'no-unjam',
  'silent',
  'cancelled',
  'other',
] as const;

/** How a connection to another computer ended. */
export const lostReasons = ['ended', 'silent', 'not-understood', 'too-much'] as const;

export const notCopiedReasons = ['no-program', 'no-sftp', 'not-sent', 'not-whole', 'system-unknown'] as const;

/** A library that Unjam needs to reach devices is missing, damaged or blocked; `code`: of the failed load. */
export const NotLoadedSchema = fault('library-not-loaded', { file: v.string(), code: v.string() });

/** Every expected failure. Adding a kind without words for it does not compile (words/faults.ts). */
export const FaultSchema = v.variant('kind', [
  /** The driver answered with something other than STATUS_SUCCESS. */
  fault('refused', { request, ntstatus: NtStatusSchema }),
  /** No answer in time. `withdrawn`: the driver gave the request back when it was cancelled. */
  fault('deadline', { request, deadlineMs: v.number(), withdrawn: v.boolean() }),
  fault('cancelled', { request }),
  /** A person stopped what it belongs to before it was sent: the driver never saw it. */
  fault('stopped', { request }),
  /** The deadline passed while the request waited its turn: the driver never saw it. */
  fault('not-sent', { request, deadlineMs: v.number() }),
  /** The driver does not return from a call; its worker is left alone. */
  fault('not-answering', { deviceId: DeviceIdSchema }),
  /** The printer opened a channel to our question, and it could not be closed again. */
  fault('channel-left-open', { deviceId: DeviceIdSchema, hostSocket: v.number() }),
  /** STATUS_SUCCESS with fewer bytes than the reply needs: nothing in it is used. */
  fault('malformed-reply', { request, expectedBytes: v.number(), receivedBytes: v.number() }),
  fault('device-gone', { deviceId: DeviceIdSchema }),
  /** The computer is going to sleep: links are closed, and nothing is opened before it has woken up. */
  fault('asleep', { deviceId: DeviceIdSchema }),
  fault('access-denied', { deviceId: DeviceIdSchema, ntstatus: NtStatusSchema }),
  /** Unjam was to start anew as administrator; what ShellExecuteW answered. */
  fault('restart-refused', { systemError: v.number() }),
  fault('open-failed', { deviceId: DeviceIdSchema, ntstatus: NtStatusSchema }),
  fault('discovery-failed', { call: v.string(), systemError: v.number() }),
  NotLoadedSchema,
  fault('no-driver', { reason: v.picklist(['platform', 'package-absent']) }),
  fault('unknown-device', { deviceId: v.string() }),
  fault('unknown-channel', { deviceId: v.string(), hostSocket: v.number() }),
  fault('unknown-scenario', { scenario: v.string(), known: v.array(v.string()) }),
  /** A scenario file that cannot be used; `at`: where in it, `reason`: in words (words/scenarios.ts). */
  fault('bad-scenario', { file: v.string(), at: v.string(), reason: v.string() }),
  /** The host socket number was seen gone, or taken again, since the row was shown. */
  fault('generation-moved', { deviceId: DeviceIdSchema, hostSocket: v.number() }),
  /** DESTROY_SOCKET succeeded and the socket is still there. */
  fault('still-there', { deviceId: DeviceIdSchema, hostSocket: v.number(), ntstatus: NtStatusSchema }),
  /** The socket may carry a print or fax job, and nobody can look whether it does. */
  fault('job-unknown', {
    deviceId: DeviceIdSchema,
    hostSocket: v.number(),
    service: v.nullable(v.string()),
  }),
  fault('job-in-progress', { deviceId: DeviceIdSchema, hostSocket: v.number(), job: v.string() }),
  fault('profile-forbids', {
    feature: v.picklist(['scan', 'foreign-destroy', 'remedy', 'probe-services', 'probe-channels']),
    because: v.picklist([
      'not-measured',
      'answers-success-to-all',
      'no-existence-probe',
      'probe-not-cancellable',
      'driver-refuses',
      'driver-takes-nothing',
      'no-own-socket',
      'no-own-channel',
    ]),
  }),
  /** An operation of this kind runs on the device, or waits for it. */
  fault('busy', { deviceId: DeviceIdSchema, operation: v.picklist(operationKinds) }),
  /** What is seen now is not what was confirmed; nothing was sent. */
  fault('not-as-confirmed', { deviceId: DeviceIdSchema, hostSocket: v.number(), change: ChangeSchema }),
  /** The policy of this computer forbids it. `what`: the step, or the evidence that is needed. */
  fault('policy-forbids', {
    rule: v.picklist(forbiddingRules),
    what: v.nullable(v.string()),
    place: v.string(),
    contact: v.nullable(v.string()),
  }),
  /** The policy of this computer cannot be used: Unjam only looks. */
  fault('policy-broken', {
    place: v.string(),
    problems: v.array(PolicyProblemSchema),
    contact: v.nullable(v.string()),
  }),
  /** The program was closed before it ended: in the audit trail only. */
  fault('open-at-quit', {}),
  /** The steps of the remedy ladder. `target`: as a person would name it. */
  fault('step-not-offered', { step, because: v.picklist(notOfferedReasons) }),
  fault('step-cancelled', { step }),
  fault('target-gone', { step, target: v.string() }),
  /** The job, process or service is not the one that was confirmed. */
  fault('target-changed', { step, target: v.string() }),
  fault('target-protected', { target: v.string() }),
  fault('rights-missing', { step, target: v.string(), call: v.string(), systemError: v.number() }),
  fault('action-failed', { step, target: v.string(), call: v.string(), systemError: v.number() }),
  /** No answer in time: how far it came is not known. */
  fault('action-late', { step, target: v.string(), deadlineMs: v.number() }),
  /** It was told to end, and it is still there. */
  fault('target-stays', { step, target: v.string(), waitedMs: v.number() }),
  /** The program is the process of Windows services: these are restarted, it is not stopped. */
  fault('program-hosts-services', { target: v.string(), services: v.array(v.string()) }),
  /**
   * Services that ran before a restart of `target` and do not run after it. `failure`: the call that stood in the way;
   * null where time did.
   */
  fault('service-left-stopped', {
    target: v.string(),
    services: v.array(
      v.strictObject({ name: v.string(), state: v.picklist(['stopped', 'stopping', 'starting', 'unknown']) }),
    ),
    failure: v.nullable(v.strictObject({ service: v.string(), call: v.string(), systemError: v.number() })),
  }),
  fault('restart-vetoed', { target: v.string() }),
  fault('device-stays-away', { deviceId: DeviceIdSchema, waitedMs: v.number() }),
  fault('device-never-left', { deviceId: DeviceIdSchema, waitedMs: v.number() }),
  /** There is no report to save: the driver was not measured since the program started. */
  fault('no-report', { deviceId: DeviceIdSchema }),
  fault('confirmation-needed', {}),
  fault('not-confirmed', {}),
  /** The account has no home, and no variable names a folder: there is nowhere to record anything. */
  fault('no-data-folder', {}),
  /** An account without an administrator's rights could make Unjam write elsewhere, with rights that account has not. */
  fault('folder-untrusted', {
    path: v.string(),
    because: v.picklist(['link', 'hard-link', 'owner', 'unreadable']),
  }),
  /** Files of an older Unjam were moved to where they lie now. `left`: those that could not be. */
  fault('data-taken-over', {
    from: v.string(),
    to: v.string(),
    names: v.array(v.string()),
    left: v.array(v.strictObject({ name: v.string(), code: v.string() })),
  }),
  /** This is an older copy than the Unjam that is installed on the computer. */
  fault('newer-version', { own: v.string(), installed: v.string(), folder: v.string() }),
  /** The record that goes before a request could not be written: nothing was sent. */
  fault('audit-unwritable', { path: v.string(), code: v.string() }),
  /** What was done is done; its record is not on disk yet. */
  fault('outcome-not-recorded', { path: v.string(), code: v.string() }),
  /** A file of ours could not be read as what it should be, and was put aside under another name. */
  fault('file-damaged', { path: v.string(), putAside: v.string() }),
  /** What was measured holds until the program ends; it could not be written. */
  fault('profile-not-kept', { path: v.string(), code: v.string() }),
  /** What was measured is no profile, and is not used. */
  fault('profile-invalid', { problem: v.string() }),
  /** One profile of the file is not understood; it stays there, and the others are used. */
  fault('profile-unreadable', { path: v.string(), driver: v.string(), problem: v.string() }),
  /** The settings file was not ours or was cut short; it was put aside under another name. */
  fault('settings-damaged', { path: v.string(), putAside: v.string() }),
  /** These fields of the settings file cannot be used and have their defaults; they stay in the file. */
  fault('settings-unusable', { path: v.string(), fields: v.array(v.string()) }),
  /** The settings file cannot be read or written: what is set holds until the end of the program. */
  fault('settings-not-kept', { path: v.string(), code: v.string() }),
  /** The clipboard does not hold what was written to it. `problem`: why, where the system says so. */
  fault('clipboard-taken', { problem: v.nullable(v.string()) }),
  /** The name cannot be one of a computer, or ssh could take it for something else. */
  fault('bad-host', { host: v.string() }),
  /** ssh did not bring us to an Unjam there; `said`: by ssh or by the login there, as it was said. */
  fault('not-connected', { host: v.string(), because: v.picklist(notConnectedReasons), said: v.string() }),
  /** The Unjam there speaks another protocol, or is none. */
  fault('other-version', { host: v.string(), there: v.string(), here: v.string(), isOlder: v.boolean() }),
  /** The connection ended. What was begun there is ended there. */
  fault('connection-lost', { host: v.string(), because: v.picklist(lostReasons), said: v.string() }),
  /** What an earlier connection had begun has ended, as the audit trail there says. */
  fault('ended-there', { lines: v.array(v.string()) }),
  /** What the window shows changed to another session as this was asked for: nothing was done. */
  fault('shown-before', {}),
  /** The window shows another computer, where this cannot be asked for. */
  fault('not-there', { host: v.string() }),
  /** Unjam could not be copied to another computer. */
  fault('not-copied', { host: v.string(), because: v.picklist(notCopiedReasons), said: v.string() }),
  fault('file-unwritable', { path: v.string(), code: v.string() }),
  /** A file that was sent in pieces gave way to another one before its end. */
  fault('file-given-up', {}),
  fault('file-unreadable', { path: v.string(), code: v.string() }),
  /** A file that was to be imported holds no profiles that can be used. */
  fault('profiles-refused', { path: v.string(), because: v.picklist(['damaged', 'foreign', 'newer']) }),
  /** No driver was measured on this computer. */
  fault('no-profiles', {}),
  /** Of all files that were to be joined to a report none could be used. */
  fault('no-results', { files: v.number() }),
  fault('usage', { problem: v.string() }),
  /** Longer than the bridge between window and main takes, in characters. */
  fault('text-too-long', { longest: v.number() }),
  fault('bad-payload', { call: v.string(), problem: v.string() }),
  fault('forbidden-sender', { call: v.string() }),
  fault('unknown-call', { call: v.string() }),
  /** A bug. The stack is in the log under this incident number. */
  fault('internal', { incident: v.string() }),
]);
export type Fault = v.InferOutput<typeof FaultSchema>;
