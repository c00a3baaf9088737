import type { Fault } from '#app/faults/fault.ts';
import { isBack } from '#app/remedy/effect.ts';
import type { DeviceState } from '#app/session/state.ts';
import { deadlines } from '../../deadlines.ts';
import type { OperationParts, Run } from '../operation.ts';
import { waitUntil } from './wait-until.ts';

const cancelled: Fault = { kind: 'step-cancelled', step: 'power-cycle' };

/** A person switches the printer off and on; we watch it leave and come back. Null: it did both. */
export const watchPowerCycle = async (
  { driver, session, devices, clock }: OperationParts,
  deviceId: string,
  { signal, change }: Run,
): Promise<Fault | null> => {
  const look = async (): Promise<DeviceState | undefined> => {
    await devices.refresh();
    return session.state.devices[deviceId];
  };
  const arrivedAt = session.state.devices[deviceId]?.device.arrivedAt;
  /** Out and in again between two looks shows by the time of its arrival. */
  const hasLeft = async (): Promise<boolean> => {
    const seen = await look();
    return seen?.presence !== 'present' || seen.device.arrivedAt !== arrivedAt;
  };
  change({ stage: 'waiting-to-leave' });
  driver.switchOffAndOn?.(deviceId);
  const left = await waitUntil(clock, hasLeft, deadlines.switchedOff, signal);
  if (left === 'cancelled') return cancelled;
  if (left === 'late') return { kind: 'device-never-left', deviceId, waitedMs: deadlines.switchedOff };
  change({ stage: 'waiting-to-return' });
  const back = await waitUntil(clock, async () => isBack(await look()), deadlines.switchedOn, signal);
  if (back === 'cancelled') return cancelled;
  return back === 'late' ? { kind: 'device-stays-away', deviceId, waitedMs: deadlines.switchedOn } : null;
};
