import { describe, it } from 'vitest';
import { realClock } from '../real-clock.ts';
import { createVirtualClock } from '../simulator/virtual-clock.ts';
import { describeDriverContract } from './contract.ts';
import { simulatorHarness } from './simulator-harness.ts';

const onVirtualTime = () => {
  const clock = createVirtualClock();
  return { clock, letTimePass: () => clock.advance(1) };
};

const onRealTime = () => ({
  clock: realClock,
  letTimePass: () => new Promise<void>((resolve) => void setTimeout(resolve, 1)),
});

describeDriverContract({ describe, it }, simulatorHarness('simulator on virtual time', onVirtualTime));
describeDriverContract({ describe, it }, simulatorHarness('simulator on real time', onRealTime));
