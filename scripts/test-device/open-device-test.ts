import { faultWords } from '../../app/words/faults.ts';
import { eventLogOf, withEvents } from '../../main/audit/event-log.ts';
import { whoAndWhere } from '../../main/audit/operator.ts';
import { trailAt, trailPlaceOf } from '../../main/audit/trail-place.ts';
import { dataFolders } from '../../main/data-folder.ts';
import { readPolicy } from '../../main/policy/read-policy.ts';
import { createServices } from '../../main/services.ts';
import { keptThresholds } from '../../main/settings/kept-thresholds.ts';
import { realClock } from '../../native/real-clock.ts';
import type { Dot4Driver } from '../../native/index.ts';
import { testDevice, type DeviceTest } from './test-device.ts';

/** On the services of the command line, so that profile, notes and audit trail are where they always are. */
export async function testDeviceOf(
  driver: Dot4Driver,
  scenario: string | null,
  { deviceId, ask, say }: Pick<DeviceTest, 'deviceId' | 'ask' | 'say'>,
): Promise<number> {
  const found = dataFolders(null);
  if (!found.ok) throw new Error(faultWords(found.fault).nextStep);
  const { local, settings } = found.value;
  const policy = await readPolicy(null);
  const place = await trailPlaceOf(local, policy, scenario !== null);
  const services = createServices({
    driver,
    environment: {
      mode: scenario === null ? 'windows' : 'simulator',
      scenario,
      simulationReason: scenario === null ? null : 'asked',
      devicesForbidden: null,
      runtime: { name: 'Node.js', version: process.versions.node, verified: true },
      platform: process.platform,
      elevated: null,
      ...whoAndWhere(),
      remote: null,
      version: '0',
      policy,
    },
    clock: realClock,
    audit: withEvents(trailAt(place), await eventLogOf(policy)),
    dataFolder: local,
    thresholds: keptThresholds(settings),
    program: 'command line',
  });
  try {
    return await testDevice({ driver, services, deviceId, ask, say });
  } finally {
    await services.close();
  }
}
