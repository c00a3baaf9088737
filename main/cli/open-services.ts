import { fileURLToPath } from 'node:url';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import type { Environment } from '#app/session/state.ts';
import { forkEvidenceProcess, loadWindowsDriver, realClock, startNodeProcess } from '#native';
import type { Dot4Driver } from '#native';
import { auditPath, createAuditTrail } from '../audit/audit-trail.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { closeInTime } from '../close-in-time.ts';
import { dataFolder } from '../data-folder.ts';
import { scenarioOf, simulatorDriver } from '../drivers.ts';
import { createServices } from '../services.ts';
import type { Services } from '../services.ts';
import { learnElevation } from '../session/learn-elevation.ts';

export interface OpenedServices extends Services {
  readonly simulated: boolean;
  readonly auditPath: string;
  readonly trail: AuditTrail;
}

const environmentOf = (scenario: string | null, version: string): Environment => ({
  mode: scenario === null ? 'windows' : 'simulator',
  scenario,
  simulationReason: scenario === null ? null : 'asked',
  devicesForbidden: process.platform === 'win32' ? null : 'platform',
  runtime: { name: 'Node.js', version: process.versions.node, verified: true },
  platform: process.platform,
  elevated: process.getuid === undefined ? null : process.getuid() === 0,
  version,
});

/** The command line never falls back to simulated printers by itself: a script must know what it drives. */
const driverOf = async (scenario: string | null): Promise<Result<Dot4Driver, Fault>> => {
  if (scenario !== null) {
    const known = scenarioOf(scenario);
    return known.ok ? ok(simulatorDriver(known.value)) : known;
  }
  if (process.platform !== 'win32') return fail({ kind: 'no-driver', reason: 'platform' });
  const itself = new URL(import.meta.url);
  const program = fileURLToPath(itself);
  return ok(await loadWindowsDriver(itself, () => forkEvidenceProcess(program), startNodeProcess(program)));
};

/** Services with a first look at the devices done. Faults: no driver, unknown scenario, failed discovery. */
export const openServices = async (
  scenario: string | null,
  version: string,
): Promise<Result<OpenedServices, Fault>> => {
  const driver = await driverOf(scenario);
  if (!driver.ok) return driver;
  const audit = auditPath(dataFolder(), scenario !== null);
  const trail = createAuditTrail(audit);
  const services = createServices({
    driver: driver.value,
    environment: environmentOf(scenario, version),
    clock: realClock,
    audit: trail,
    dataFolder: dataFolder(),
    program: 'command line',
  });
  const [refreshed] = await Promise.all([
    services.devices.refresh(),
    learnElevation(driver.value, services.session),
  ]);
  const { discovery, devices } = services.session.state;
  if (refreshed.ok && !(discovery.driverPackage === 'absent' && Object.keys(devices).length === 0)) {
    return ok({ ...services, simulated: scenario !== null, auditPath: audit, trail });
  }
  await closeInTime(() => services.close());
  return refreshed.ok ? fail({ kind: 'no-driver', reason: 'package-absent' }) : refreshed;
};
