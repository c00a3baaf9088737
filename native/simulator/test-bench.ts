import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { CallOptions, CreateSocketArguments, DeviceLink, StampedSight } from '../port.ts';
import type { PrinterDescription } from './printer.ts';
import { createSimulator, type Simulator } from './simulator.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export const patient: CallOptions = { deadlineMs: 60_000 };

export const socketArguments: CreateSocketArguments = {
  service: 'HP-SCAN',
  peripheralSocket: 0,
  type: 'stream',
  readBufferSize: 0x7fff,
  maxHostToPeripheralPacket: 1000,
  maxPeripheralToHostPacket: 1000,
};

/** Where a test knows that something is there. */
export const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('expected something, found nothing');
  return value;
};

/** One simulated printer on virtual time, for tests. */
export interface TestBench {
  readonly id: string;
  readonly clock: VirtualClock;
  readonly simulator: Simulator;
  readonly controls: Simulator['controls'];
  /** Lets time pass until the answer is there. */
  readonly value: <T>(answer: Promise<Result<T, Fault>>) => Promise<T>;
  readonly fault: (answer: Promise<Result<unknown, Fault>>) => Promise<Fault>;
  readonly open: () => Promise<DeviceLink>;
  /** What a look shows of the printer. */
  readonly sight: () => Promise<StampedSight>;
}

export const testBench = (printer: Partial<PrinterDescription> = {}): TestBench => {
  const clock = createVirtualClock();
  const id = 'sim-test';
  const simulator = createSimulator({
    clock,
    build: (world) => void world.addPrinter({ id, name: 'Test printer', queue: 'Test', ...printer }),
  });
  const value = async <T>(answer: Promise<Result<T, Fault>>): Promise<T> => {
    const result = await clock.runUntil(answer);
    if (!result.ok) throw new Error(`unexpected fault ${JSON.stringify(result.fault)}`);
    return result.value;
  };
  return {
    id,
    clock,
    simulator,
    controls: simulator.controls,
    value,
    async fault(answer) {
      const result = await clock.runUntil(answer);
      if (result.ok) throw new Error(`unexpected value ${JSON.stringify(result.value)}`);
      return result.fault;
    },
    open: () => value(simulator.open(id, patient)),
    sight: async () => present((await value(simulator.look(patient))).get(id)),
  };
};
