import type { AuditRecord } from '#app/audit/record.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { OperationKind } from '#app/operations/kinds.ts';
import type { Ended } from '#app/session/event.ts';
import { fail, ok } from '#app/result.ts';
import { environment } from '#app/testing/stamped.ts';
import { createSimulator } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import type { Simulator } from '#native';
import { operatorOf } from '../audit/operator.ts';
import { createDeviceTurns } from '../operations/device-turns.ts';
import { createOperations } from '../operations/operation.ts';
import type { Kinds, OperationParts, Particulars, Run } from '../operations/operation.ts';
import { createDeviceService } from '../session/device-service.ts';
import { createSession } from '../session/session-service.ts';

/** The runner with operations that do what a test says, on simulated printers; its records are kept in memory. */
export const openRunner = async (
  build: (world: Simulator['controls']['world']) => void,
  perform: (run: Run, parts: OperationParts) => Promise<Ended>,
  turn: ReturnType<Particulars<'scan'>['turn']> = 'keeps',
) => {
  const clock = createVirtualClock();
  const simulator = createSimulator({ build, clock });
  const session = createSession(environment, clock);
  const records: AuditRecord[] = [];
  const incidents: unknown[] = [];
  /** What appending answers instead of keeping the record. */
  const refusal: { fault: Fault | null } = { fault: null };
  const parts: OperationParts = {
    driver: simulator,
    session,
    devices: createDeviceService(simulator, session, clock, (device) => simulator.profileOf(device)),
    turns: createDeviceTurns(),
    audit: {
      append: (record) => {
        if (refusal.fault !== null) return Promise.resolve(fail(refusal.fault));
        records.push(record);
        return Promise.resolve(ok(undefined));
      },
      flush: () => Promise.resolve(ok(undefined)),
    },
    operator: operatorOf('window'),
    clock,
    incident: (_where, bug) => `incident ${incidents.push(bug)}`,
  };
  const particulars = { turn: () => turn, perform: (_request: unknown, run: Run) => perform(run, parts) };
  const kinds = Object.fromEntries(
    (['close', 'remedy', 'measure', 'probe', 'trial', 'scan', 'find'] satisfies OperationKind[]).map(
      (kind) => [kind, particulars],
    ),
  ) as unknown as Kinds;
  await clock.runUntil(parts.devices.refresh());
  return {
    clock,
    simulator,
    session,
    records,
    incidents,
    refusal,
    parts,
    operations: createOperations(parts, kinds),
  };
};
