import { describe } from '#app/operations/describe.ts';
import type { Operation, OperationRequest } from '#app/operations/operation.ts';
import type { Ended, SessionEvent } from '#app/session/event.ts';

/** Operations of tests are numbered in the order of their making, whatever session they are for. */
let lastId = 0;
export const nextOperationId = (): number => (lastId += 1);

const ids = new Map<string, number>();

/** The operation of this kind that was begun last on a device. */
export const idOf = (kind: Operation['kind'], deviceId: string): number => {
  const id = ids.get(`${kind} ${deviceId}`);
  if (id === undefined) throw new Error(`no ${kind} was begun on ${deviceId}`);
  return id;
};

/** An operation begins, as the runner describes it; nothing is known of the rows it is about. */
export const begun = (at: number, request: OperationRequest, name = request.deviceId): SessionEvent => {
  const id = nextOperationId();
  ids.set(`${request.kind} ${request.deviceId}`, id);
  const operation = describe({ devices: {}, channels: {} }, request, id, at);
  return { type: 'operation-started', operation: { ...operation, deviceName: name } };
};

export const endOf = (
  at: number,
  kind: Operation['kind'],
  deviceId: string,
  outcome: Ended,
): SessionEvent => ({ type: 'operation-ended', at, id: idOf(kind, deviceId), outcome });
