import * as v from 'valibot';
import { NtStatusSchema } from '../dot4/ntstatus.ts';
import { FaultSchema } from '../faults/fault.ts';

/** How a teardown ended, no stronger than what was observed. */
export const OutcomeSchema = v.variant('kind', [
  /** DESTROY_SOCKET succeeded, and the re-check shows that the socket is gone. */
  v.strictObject({ kind: v.literal('freed'), ntstatus: NtStatusSchema }),
  /** The look before the request, or the driver's answer to it, says there is no such socket. */
  v.strictObject({
    kind: v.literal('already-gone'),
    ntstatus: NtStatusSchema,
    told: v.picklist(['by-probe', 'by-destroy']),
  }),
  /** DESTROY_SOCKET succeeded; nothing could be re-checked. */
  v.strictObject({
    kind: v.literal('unconfirmed'),
    ntstatus: NtStatusSchema,
    because: v.picklist([
      'not-measured',
      'answers-success-to-all',
      'no-existence-probe',
      'probe-not-cancellable',
      'recheck-unclear',
    ]),
  }),
  v.strictObject({ kind: v.literal('failed'), fault: FaultSchema }),
]);
export type Outcome = v.InferOutput<typeof OutcomeSchema>;
