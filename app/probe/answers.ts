import type { NtStatus } from '../dot4/ntstatus.ts';
import { ntStatus } from '../dot4/ntstatus.ts';
import type { Evidence } from '../evidence/evidence.ts';

/** What came back for one request of the probe. */
export type ProbeAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly ntstatus: NtStatus }
  /** None in time; the driver gave the request back. */
  | { readonly kind: 'none' };

/** What was asked about one service; `open` null: no channel was asked for. `at` is ms since the epoch. */
export interface ServiceAnswer {
  readonly service: string;
  readonly at: number;
  readonly create: ProbeAnswer;
  readonly open: ProbeAnswer | null;
}

type Known = Extract<Evidence, { kind: 'service-probed' }>['known'];
type Use = Extract<Evidence, { kind: 'channel-probed' }>['use'];

const codes = (...names: readonly Parameters<typeof ntStatus>[0][]): ReadonlySet<number> =>
  new Set(names.map((name) => ntStatus(name).code));

/** These speak of us, of the driver or of the moment, never of the service. */
const saysNothing = codes(
  'STATUS_ACCESS_DENIED',
  'STATUS_INVALID_DEVICE_REQUEST',
  'STATUS_NOT_SUPPORTED',
  'STATUS_NOT_IMPLEMENTED',
  'STATUS_DEVICE_BUSY',
  'STATUS_DEVICE_NOT_READY',
  'STATUS_INSUFFICIENT_RESOURCES',
  'STATUS_NO_MEMORY',
);

/** “In use” as a driver may say it of a channel (ntstatus.h); no document says which of them a DOT4 driver takes. */
const saysBusy = codes('STATUS_DEVICE_BUSY', 'STATUS_PIPE_BUSY', 'STATUS_SHARING_VIOLATION');

/** These speak of the name that was asked for, by what they are (ntstatus.h). */
const saysNoSuchName = codes('STATUS_OBJECT_NAME_NOT_FOUND', 'STATUS_NOT_FOUND');

/**
 * What CREATE_SOCKET says of a service. “Unknown” is whatever status the driver had for a service that no printer
 * has, provided that it accepted another one by name, or that the status itself says so: a printer of another maker
 * has none of the names that are asked for. A driver that accepts any name tells nothing.
 */
const knownFrom = (create: ProbeAnswer, control: ProbeAnswer | null, anyAccepted: boolean): Known => {
  if (control?.kind !== 'refused') return 'unclear';
  if (create.kind === 'done') return 'known';
  if (create.kind === 'none' || saysNothing.has(create.ntstatus.code)) return 'unclear';
  const { code } = create.ntstatus;
  return code === control.ntstatus.code && (anyAccepted || saysNoSuchName.has(code)) ? 'unknown' : 'unclear';
};

/** A channel that opened shows that nobody has the service for himself; only “busy” shows that somebody has. */
const useFrom = (open: ProbeAnswer): Use => {
  if (open.kind === 'done') return 'free';
  return open.kind === 'refused' && saysBusy.has(open.ntstatus.code) ? 'in-use' : 'unclear';
};

const statusOf = (answer: ProbeAnswer): NtStatus | null =>
  answer.kind === 'refused' ? answer.ntstatus : null;

/** The answers of one probe as evidence; `control` is the answer for a service that no printer has. */
export const probeEvidence = (
  control: ProbeAnswer | null,
  answers: readonly ServiceAnswer[],
): readonly Evidence[] => {
  const anyAccepted = answers.some(({ create }) => create.kind === 'done');
  const source = 'driver-answer';
  return answers.flatMap(({ service, at, create, open }): readonly Evidence[] => {
    const known = knownFrom(create, control, anyAccepted);
    const asked: Evidence = {
      kind: 'service-probed',
      source,
      at,
      service,
      known,
      ntstatus: statusOf(create),
    };
    if (open === null) return [asked];
    return [
      asked,
      { kind: 'channel-probed', source, at, service, use: useFrom(open), ntstatus: statusOf(open) },
    ];
  });
};
