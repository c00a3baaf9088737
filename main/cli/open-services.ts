import type { Clock } from '#app/clock.ts';
import type { Fault } from '#app/faults/fault.ts';
import { fail, ok } from '#app/result.ts';
import type { Result } from '#app/result.ts';
import { whyNotSimulate } from '#app/policy/forbidden.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import type { Environment } from '#app/session/state.ts';
import { forkEvidenceProcess, loadWindowsDriver, realClock, startNodeProcess } from '#native';
import type { Dot4Driver } from '#native';
import { refusingTrail } from '../audit/audit-trail.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { eventLogOf, withEvents } from '../audit/event-log.ts';
import { whoAndWhere } from '../audit/operator.ts';
import { trailAt, trailPlaceOf } from '../audit/trail-place.ts';
import type { TrailPlace } from '../audit/trail-place.ts';
import type { DataFolders } from '../data-folder.ts';
import { closeInTime } from '../close-in-time.ts';
import { scenarioOf, simulatorDriver } from '../drivers.ts';
import { createServices } from '../services.ts';
import type { Services, ServicesOptions } from '../services.ts';
import { keptThresholds } from '../settings/kept-thresholds.ts';
import { startLiveUpdates } from '../session/live-updates.ts';
import type { LiveUpdates } from '../session/live-updates.ts';
import { learnElevation } from '../session/learn-elevation.ts';
import type { Itself } from './itself.ts';

export interface OpenedServices extends Services {
  readonly simulated: boolean;
  /** The name of the scenario that is simulated; null: real devices. */
  readonly scenario: string | null;
  /** null: there is no folder for it, and nothing that is recorded can be done. */
  readonly auditPath: string | null;
  readonly trailPlace: TrailPlace | null;
  readonly trail: AuditTrail;
  /** Looks again and again from now on, as the window does. */
  readonly startUpdates: (onError: (error: unknown) => void) => LiveUpdates;
  readonly clock: Clock;
}

const environmentOf = (scenario: string | null, version: string, policy: HeldPolicy): Environment => ({
  mode: scenario === null ? 'windows' : 'simulator',
  scenario,
  simulationReason: scenario === null ? null : 'asked',
  devicesForbidden: process.platform === 'win32' ? null : 'platform',
  runtime: { name: 'Node.js', version: process.versions.node, verified: true },
  platform: process.platform,
  elevated: process.getuid === undefined ? null : process.getuid() === 0,
  ...whoAndWhere(),
  remote: null,
  version,
  policy,
});

interface OpenedDriver {
  readonly driver: Dot4Driver;
  readonly clock: Clock;
  /** The name of the scenario that is simulated; null: real devices. */
  readonly scenario: string | null;
}

/** The command line never falls back to simulated printers by itself: a script must know what it drives. */
const driverOf = async (
  asked: string | null,
  policy: HeldPolicy,
  { worker, file }: Itself,
): Promise<Result<OpenedDriver, Fault>> => {
  if (asked !== null) {
    const forbidden = whyNotSimulate(policy);
    if (forbidden !== null) return fail(forbidden);
    const known = await scenarioOf(asked);
    if (!known.ok) return known;
    const driver = simulatorDriver(known.value);
    return ok({ driver, clock: driver.clock, scenario: known.value.name });
  }
  if (process.platform !== 'win32') return fail({ kind: 'no-driver', reason: 'platform' });
  const driver = await loadWindowsDriver(worker, () => forkEvidenceProcess(file), startNodeProcess(file));
  return ok({ driver, clock: realClock, scenario: null });
};

/** Services with a first look at the devices done. Faults: no driver, unknown or bad scenario, failed discovery. */
export const openServices = async (
  asked: string | null,
  version: string,
  folders: Result<DataFolders, Fault>,
  policy: HeldPolicy,
  itself: Itself,
  beside: Pick<ServicesOptions, 'askedFrom' | 'publish' | 'onRequests' | 'incident'> = {},
): Promise<Result<OpenedServices, Fault>> => {
  const opened = await driverOf(asked, policy, itself);
  if (!opened.ok) return opened;
  const { driver, clock, scenario } = opened.value;
  const place = folders.ok ? await trailPlaceOf(folders.value.local, policy, scenario !== null) : null;
  const trail =
    place === null
      ? refusingTrail({ kind: 'no-data-folder' })
      : withEvents(trailAt(place), await eventLogOf(policy));
  const services = createServices({
    driver,
    environment: environmentOf(scenario, version, policy),
    clock,
    audit: trail,
    dataFolder: folders.ok ? folders.value.local : null,
    thresholds: keptThresholds(folders.ok ? folders.value.settings : null),
    program: 'command line',
    ...beside,
  });
  const [refreshed] = await Promise.all([
    services.devices.refresh(),
    learnElevation(driver, services.session),
  ]);
  const { discovery, devices } = services.session.state;
  if (refreshed.ok && !(discovery.driverPackage === 'absent' && Object.keys(devices).length === 0)) {
    return ok({
      ...services,
      simulated: scenario !== null,
      scenario,
      auditPath: place?.path ?? null,
      trailPlace: place,
      trail,
      startUpdates: (onError) => startLiveUpdates(driver, services.session, services.devices, clock, onError),
      clock,
    });
  }
  await closeInTime(() => services.close());
  return refreshed.ok ? fail({ kind: 'no-driver', reason: 'package-absent' }) : refreshed;
};
