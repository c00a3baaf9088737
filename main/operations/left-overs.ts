import { nothingCutOff } from '#app/operations/confirmation.ts';
import type { CloseTarget } from '#app/operations/operation.ts';
import type { DeviceState } from '#app/session/state.ts';
import { CloseSockets } from './close.ts';
import type { OperationParts, Run } from './operation.ts';
import type { SocketNotes } from './own-sockets.ts';

/** Nobody was asked: a job or a program that is seen with the device keeps the socket from being closed. */
const unseen = ({ device }: DeviceState, hostSocket: number): CloseTarget => ({
  hostSocket,
  generation: null,
  confirmed: {
    arrivedAt: device.arrivedAt,
    jobs: [],
    holders: [],
    suspicion: { level: 'none', rule: null },
    cutOff: nothingCutOff,
  },
});

/**
 * Closes sockets that an earlier run of Unjam made and was ended with, as far as they can still be ours (socket-notes.ts).
 * Each passes the guards of a close and is audited by itself. Answers those that are gone now.
 */
export const closeLeftOvers = async (
  parts: OperationParts,
  run: Run,
  device: DeviceState,
  notes: SocketNotes,
): Promise<readonly number[]> => {
  const sockets = notes.stillOurs(device.profile.creatorEnds);
  if (sockets.length === 0) return [];
  const targets = sockets.map((hostSocket) => unseen(device, hostSocket));
  const close = new CloseSockets(parts, run, device.device.id, targets, (hostSocket) =>
    notes.take(hostSocket),
  );
  const closed = await close.close();
  const gone = closed.filter(({ outcome }) => outcome.kind === 'freed' || outcome.kind === 'already-gone');
  for (const { hostSocket } of gone) notes.gone(hostSocket);
  return closed.filter(({ outcome }) => outcome.kind === 'freed').map(({ hostSocket }) => hostSocket);
};
