import { ntStatus } from '../dot4/ntstatus.ts';
import { notMeasured } from '../dot4/profile.ts';
import type { DriverProfile, OpenPathKind, Shapes } from '../dot4/profile.ts';
import { requestNames } from '../dot4/requests.ts';
import type { RequestName } from '../dot4/requests.ts';
import type { CalibrationObservation, StepName } from './observation.ts';

/** Everything that was seen of one driver. */
export interface Seen {
  readonly observations: readonly CalibrationObservation[];
  readonly openedBy: OpenPathKind | null;
  readonly measuredAt: number;
  readonly totalMs: number;
}

/** Statuses with which a driver says that it does not know a request, or not from a program. */
const unknownRequest: ReadonlySet<number | null> = new Set(
  (['STATUS_INVALID_DEVICE_REQUEST', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_IMPLEMENTED'] as const).map(
    (name) => ntStatus(name).code,
  ),
);
const accessDenied = ntStatus('STATUS_ACCESS_DENIED').code;
const deviceBusy = ntStatus('STATUS_DEVICE_BUSY').code;

/** Statuses that may mean nothing but buffers which are too small or of another layout. */
const aboutBuffers: ReadonlySet<number | null> = new Set(
  (
    [
      'STATUS_BUFFER_TOO_SMALL',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INFO_LENGTH_MISMATCH',
      'STATUS_INVALID_USER_BUFFER',
    ] as const
  ).map((name) => ntStatus(name).code),
);

export const isAboutBuffers = (status: number): boolean => aboutBuffers.has(status);

/** “Not yours”, “in use” and “not like this” do not say that there is no such socket. */
const maySayUnknown = (status: number): boolean =>
  status !== accessDenied && status !== deviceBusy && !unknownRequest.has(status);

/**
 * The status for a host socket that does not exist, from questions about high numbers: one that two numbers were
 * refused with. A number that exists answers otherwise, or belongs to somebody and answers so alone.
 */
export const unknownStatusOf = (statuses: readonly number[]): number | null =>
  statuses.find((status, index) => maySayUnknown(status) && statuses.indexOf(status) !== index) ?? null;

const of = (
  observations: readonly CalibrationObservation[],
  step: StepName,
  request: CalibrationObservation['request'],
) => observations.filter((one) => one.step === step && one.request === request);

const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

const refusals = (list: readonly CalibrationObservation[]): readonly number[] =>
  list.flatMap(({ answer, status }) => (answer === 'refused' && status !== null ? [status] : []));

const tookRequest = ({ answer }: CalibrationObservation): boolean =>
  answer === 'done' || answer === 'pended' || answer === 'kept';

const userModeOf = (observations: readonly CalibrationObservation[]): DriverProfile['userMode'] => {
  const requests = observations.filter(({ request }) => request !== 'OPEN');
  if (requests.some(tookRequest)) return 'accepted';
  const refused = requests.filter(({ answer }) => answer === 'refused');
  if (refused.length === 0) return 'unknown';
  const all = refused.every(({ status }) => unknownRequest.has(status) || status === accessDenied);
  return all ? 'refused' : 'unknown';
};

const shapesOf = (observations: readonly CalibrationObservation[]): Shapes => {
  const found: Partial<Record<RequestName, string>> = {};
  for (const request of requestNames) {
    const taken = observations.find((one) => one.request === request && tookRequest(one));
    if (taken?.shape != null) found[request] = taken.shape;
  }
  return found;
};

const exclusiveOf = (observations: readonly CalibrationObservation[]): DriverProfile['exclusiveOpen'] => {
  const again = last(of(observations, 'open-again', 'OPEN'));
  if (again?.answer === 'done') return 'no';
  return again?.answer === 'refused' ? 'yes' : 'unknown';
};

/** What became of a DESTROY_SOCKET of our own, existing socket by somebody else than its creator. */
const othersDestroy = (
  answers: readonly CalibrationObservation[],
  unknownStatus: number | null,
): 'allowed' | 'refused' | 'unknown' => {
  const answer = last(answers);
  if (answer?.answer === 'done') return 'allowed';
  // The socket may have gone with its creator: that says nothing about who may destroy it.
  if (answer?.answer !== 'refused' || answer.status === unknownStatus) return 'unknown';
  return 'refused';
};

const creatorEndsOf = (
  observations: readonly CalibrationObservation[],
  unknownStatus: number | null,
): DriverProfile['creatorEnds'] => {
  const after = last(of(observations, 'creator-ends', 'DESTROY_SOCKET'));
  if (after?.answer === 'done') return 'leaks';
  if (after?.answer !== 'refused' || after.status === null || unknownStatus === null) return 'unknown';
  return after.status === unknownStatus ? 'frees' : 'leaks';
};

const withChannelOf = (
  observations: readonly CalibrationObservation[],
): DriverProfile['destroyWithOpenChannel'] => {
  const destroyed = last(of(observations, 'destroy-with-channel', 'DESTROY_SOCKET'));
  if (destroyed?.answer === 'refused') return destroyed.status === deviceBusy ? 'busy' : 'unknown';
  if (destroyed?.answer !== 'done') return 'unknown';
  const closed = last(of(observations, 'destroy-with-channel', 'CLOSE_CHANNEL'));
  return closed?.answer === 'refused' ? 'takes-down' : 'unknown';
};

/** The refusals were timed with as many questions at once as a scan has; the computer may be busier some other day. */
const probeMargin = 4;
const shortestProbeMs = 100;

const slowestRefusalMs = (observations: readonly CalibrationObservation[]): number =>
  Math.max(
    0,
    ...of(observations, 'probe-unknown', 'WAIT_FOR_CHANNEL')
      .filter(({ answer }) => answer === 'refused')
      .map(({ ms }) => ms),
  );

/** How long WAIT_FOR_CHANNEL has to wait until it shows something: well longer than any refusal took. */
export const probeMsFrom = (observations: readonly CalibrationObservation[]): number =>
  Math.max(shortestProbeMs, Math.ceil(slowestRefusalMs(observations) * probeMargin));

/**
 * Whether the driver says success to what cannot be: to closing a channel twice, to destroying a number that it said
 * does not exist, to waiting on several numbers at which no peripheral opens a channel. That it makes a socket for any
 * name is no such lie: some may ask the printer only when a channel is opened.
 */
const successToAllOf = (
  observations: readonly CalibrationObservation[],
): DriverProfile['answersSuccessToAll'] => {
  const impossible = [
    ...of(observations, 'destroy-unknown', 'DESTROY_SOCKET'),
    ...of(observations, 'close-again', 'CLOSE_CHANNEL'),
  ];
  const waits = of(observations, 'probe-unknown', 'WAIT_FOR_CHANNEL');
  const done = (list: readonly CalibrationObservation[]): number =>
    list.filter(({ answer }) => answer === 'done').length;
  if (done(impossible) > 0 || done(waits) > 1) return 'yes';
  const isRefused = refusals(impossible).some(maySayUnknown) || unknownStatusOf(refusals(waits)) !== null;
  return isRefused ? 'no' : 'unknown';
};

const existenceOf = (
  own: CalibrationObservation | undefined,
  asked: readonly CalibrationObservation[],
  slowestMs: number,
): DriverProfile['existenceProbe'] => {
  if (own === undefined || own.answer === 'done') return 'unknown';
  if (own.answer !== 'pended' && own.answer !== 'kept') return 'none';
  if (unknownStatusOf(refusals(asked)) !== null) {
    // A socket that waited hardly longer than a refusal takes shows nothing.
    return own.ms >= 2 * slowestMs ? 'wait-for-channel' : 'unknown';
  }
  // Where the high numbers wait, too, the driver was late, or they are all in use.
  return asked.some(({ answer }) => answer === 'pended' || answer === 'kept') ? 'unknown' : 'none';
};

const probeOf = (observations: readonly CalibrationObservation[], userMode: DriverProfile['userMode']) => {
  if (userMode === 'refused') return { existenceProbe: 'none' } as const;
  const own = last(of(observations, 'probe-own', 'WAIT_FOR_CHANNEL'));
  const asked = of(observations, 'probe-unknown', 'WAIT_FOR_CHANNEL');
  const existenceProbe = existenceOf(own, asked, slowestRefusalMs(observations));
  const works = existenceProbe === 'wait-for-channel';
  return {
    unknownProbeStatus: works ? unknownStatusOf(refusals(asked)) : null,
    existenceProbe,
    probeCancellation: own?.answer === 'pended' ? 'works' : own?.answer === 'kept' ? 'fails' : 'unknown',
    probeMs: works ? probeMsFrom(observations) : null,
  } as const;
};

/** What is left of a profile whose driver says success to what cannot be: nothing that a success would show. */
const nothingConfirmed = {
  unknownSocketStatus: null,
  unknownProbeStatus: null,
  existenceProbe: 'none',
  probeMs: null,
  destroyWithOpenChannel: 'unknown',
  otherHandleDestroy: 'unknown',
  foreignDestroy: 'unknown',
  creatorEnds: 'unknown',
} as const;

/** What the observations say of the driver. What they do not say stays unknown. */
export const conclude = ({ observations, openedBy, measuredAt, totalMs }: Seen): DriverProfile => {
  const userMode = userModeOf(observations);
  const destroys = refusals(of(observations, 'destroy-unknown', 'DESTROY_SOCKET'));
  const unknownSocketStatus = destroys.find(maySayUnknown) ?? null;
  const shapes = shapesOf(observations);
  const otherHandleDestroy = othersDestroy(
    of(observations, 'other-handle', 'DESTROY_SOCKET'),
    unknownSocketStatus,
  );
  const byProcess = othersDestroy(of(observations, 'other-process', 'DESTROY_SOCKET'), unknownSocketStatus);
  const destroyed = of(observations, 'destroy', 'DESTROY_SOCKET').filter(tookRequest);
  const answersSuccessToAll = successToAllOf(observations);
  const wantsOutput = (name: string | undefined): 'yes' | 'no' | 'unknown' =>
    name === undefined ? 'unknown' : name.endsWith('→ none') ? 'no' : 'yes';
  return {
    ...notMeasured,
    origin: 'measured',
    measuredAt,
    userMode,
    openedBy,
    exclusiveOpen: exclusiveOf(observations),
    shapes,
    destroyWantsOutput: destroyed.length === 0 ? 'unknown' : wantsOutput(shapes.DESTROY_SOCKET),
    unknownSocketStatus: userMode === 'refused' ? null : unknownSocketStatus,
    ...probeOf(observations, userMode),
    destroyWithOpenChannel: withChannelOf(observations),
    otherHandleDestroy: userMode === 'refused' ? 'refused' : otherHandleDestroy,
    // Another process always has another handle.
    foreignDestroy: userMode === 'refused' || otherHandleDestroy === 'refused' ? 'refused' : byProcess,
    creatorEnds: creatorEndsOf(observations, unknownSocketStatus),
    answersSuccessToAll,
    ...(answersSuccessToAll === 'yes' ? nothingConfirmed : {}),
    timings: {
      openMs: last(of(observations, 'open', 'OPEN'))?.ms ?? 0,
      slowestRequestMs: Math.max(
        0,
        ...observations
          .filter(
            ({ request, answer, step }) =>
              request !== 'OPEN' && answer === 'done' && step !== 'other-process',
          )
          .map(({ ms }) => ms),
      ),
      totalMs,
    },
  };
};
