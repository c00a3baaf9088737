import { setTimeout } from 'node:timers/promises';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import type { DeviceLink } from '../port.ts';
import { encodeHandleRequest } from '../wire/requests.ts';
import { createWindowsDriver } from '../windows/driver.ts';
import type { SpawnWorker } from '../windows/worker.ts';
import { callsASecond } from './in-flight.ts';
import { ordinarySocket } from './stage.ts';
import { activityDelays, loopDelayDuring, sufferFaults, type LoopDelay } from './windows-delays.ts';
import { lookCost, type LookCost } from './windows-look-cost.ts';
import { directlyASecond } from './windows-direct.ts';

const options = { deadlineMs: 60_000 };

const value = async <T>(answer: Promise<Result<T, Fault>>): Promise<T> => {
  const result = await answer;
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
};

/** By the number in flight: answers to ADD_ACTIVITY_BROADCAST a second. */
type RoundTrips = Readonly<Record<number, number>>;

export interface Figures {
  readonly koffi: RoundTrips;
  readonly link: RoundTrips;
  readonly idle: LoopDelay;
  readonly underFaults: LoopDelay;
  /** From an activity to its value in the main thread, in ms, ascending. */
  readonly activityMs: readonly number[];
  readonly look: LookCost;
}

const faultMs = 2000;
const activityRounds = 200;
const lookRounds = 20;

/** `path` and `otherPath`: devices of two driver services. */
export const measure = async (
  spawnWorker: SpawnWorker,
  path: string,
  otherPath: string,
  requests: number,
  inFlight: readonly number[],
): Promise<Figures> => {
  // figures are of links: nothing is looked at, and nothing is asked of a second process
  const unused = (): never => {
    throw new Error('not a figure');
  };
  const parts = { spawnWorker, spawnEvidence: unused, startOtherProcess: unused };
  const driver = createWindowsDriver(parts);
  const { devices } = await value(driver.discover(options));
  const open = async (wanted: string): Promise<DeviceLink> => {
    const device = devices.find(({ interfaces }) => interfaces.includes(wanted));
    if (device === undefined) throw new Error(`no device has the interface ${wanted}`);
    return value(driver.open(device.id, options));
  };
  const [link, other] = [await open(path), await open(otherPath)];
  const { hostSocket } = await value(link.createSocket(ordinarySocket, options));
  const channel = await value(link.openChannel({ hostSocket, addActivity: false }, options));
  const encoded = encodeHandleRequest('ADD_ACTIVITY_BROADCAST', channel);
  const directly = await directlyASecond(path, encoded, requests);
  const call = () => value(link.addActivityBroadcast(channel, options));

  const koffi: Record<number, number> = {};
  const through: Record<number, number> = {};
  for (const count of inFlight) {
    koffi[count] = directly(count);
    through[count] = await callsASecond(count, requests, call);
  }
  const activityMs = await activityDelays(link, path, activityRounds);
  await value(link.destroySocket({ hostSocket }, options));
  const idle = await loopDelayDuring(() => setTimeout(faultMs));
  const underFaults = await loopDelayDuring(() =>
    sufferFaults({ link, path }, { link: other, path: otherPath }, faultMs),
  );
  await driver.close();
  const look = await lookCost(path, lookRounds);
  return { koffi, link: through, idle, underFaults, activityMs: activityMs.toSorted((a, b) => a - b), look };
};
