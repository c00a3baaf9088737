import { app } from 'electron';
import { fileURLToPath } from 'node:url';
import { devDependencies } from '../../package.json' with { type: 'json' };
import type { Fault } from '#app/faults/fault.ts';
import { whyNotSimulate } from '#app/policy/forbidden.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Environment } from '#app/session/state.ts';
import { loadWindowsDriver, realClock } from '#native';
import { whoAndWhere } from '../audit/operator.ts';
import { deadlines } from '../deadlines.ts';
import { defaultScenario, scenarioOf, simulatorDriver } from '../drivers.ts';
import type { Chosen } from '../session/session-host.ts';
import type { StartOptions } from '../start-options.ts';
import { devicesForbidden, whySimulate } from '../why-simulate.ts';
import type { SimulationReason } from '../why-simulate.ts';
import { spawnEvidence } from './spawn-evidence.ts';
import { startUtilityProcess } from './start-utility-process.ts';

const environmentOf = (
  mode: Pick<Environment, 'mode' | 'scenario' | 'simulationReason'>,
  { sandboxOff }: StartOptions,
  policy: HeldPolicy,
): Environment => ({
  ...mode,
  devicesForbidden: devicesForbidden({
    platform: process.platform,
    runtimeVerified: isVerified(),
    sandboxOff,
  }),
  runtime: { name: 'Electron', version: process.versions.electron, verified: isVerified() },
  platform: process.platform,
  elevated: process.getuid === undefined ? null : process.getuid() === 0,
  ...whoAndWhere(),
  remote: null,
  version: app.getVersion(),
  policy,
});

/**
 * Fails closed: packaged, or named official by the start script that checked its hash; and the version that package.json pins.
 */
const isVerified = (): boolean =>
  process.versions.electron === devDependencies.electron &&
  (app.isPackaged || process.env['UNJAM_RUNTIME'] === 'official');

const simulated = async (
  asked: string,
  simulationReason: SimulationReason,
  options: StartOptions,
  policy: HeldPolicy,
): Promise<Result<Chosen, Fault>> => {
  const forbidden = whyNotSimulate(policy);
  if (forbidden !== null) return fail(forbidden);
  const known = await scenarioOf(asked);
  if (!known.ok) return known;
  const { name } = known.value;
  const environment = environmentOf({ mode: 'simulator', scenario: name, simulationReason }, options, policy);
  const driver = simulatorDriver(known.value);
  return ok({ driver, environment, clock: driver.clock });
};

/**
 * Real devices where that is allowed and there are any; simulated ones otherwise, with the reason. Where simulated ones are
 * forbidden, a window without a device waits for one.
 */
export const chooseDriver = async (
  options: StartOptions,
  policy: HeldPolicy,
): Promise<Result<Chosen, Fault>> => {
  const reason = whySimulate({
    platform: process.platform,
    scenarioAsked: options.scenario !== null,
    runtimeVerified: isVerified(),
    sandboxOff: options.sandboxOff,
  });
  if (reason !== null) return simulated(options.scenario ?? defaultScenario, reason, options, policy);

  const evidenceFile = fileURLToPath(new URL('./evidence-process.js', import.meta.url));
  const driver = await loadWindowsDriver(
    new URL('./device-worker.js', import.meta.url),
    () => spawnEvidence(evidenceFile),
    startUtilityProcess,
  );
  const found = await driver.discover({ deadlineMs: deadlines.discover });
  if (found.ok && found.value.devices.length === 0 && whyNotSimulate(policy) === null) {
    await driver.close();
    const { driverPackage } = found.value;
    const why = driverPackage === 'absent' ? 'no-dot4-driver' : 'no-dot4-device';
    return simulated(defaultScenario, why, options, policy);
  }
  const environment = environmentOf(
    { mode: 'windows', scenario: null, simulationReason: null },
    options,
    policy,
  );
  return ok({ driver, environment, clock: realClock });
};
