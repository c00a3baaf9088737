import { activityCases } from './activity.ts';
import { anotherProcessCases } from './another-process.ts';
import { badHandleCases } from './bad-handles.ts';
import { channelCases } from './channels.ts';
import { createSocketCases } from './create-socket.ts';
import { dataCases } from './data.ts';
import { destroySocketCases } from './destroy-socket.ts';
import { discoveryCases } from './discovery.ts';
import type { ContractHarness, Runner } from './harness.ts';
import { limitCases } from './limits.ts';
import { linkCases } from './links.ts';
import { manyCases } from './many-requests.ts';
import { openingCases } from './opening.ts';
import { removalCases } from './removal.ts';
import { shapeCases } from './shapes.ts';
import { sleepCases } from './sleep.ts';
import { statusCases } from './statuses.ts';
import { suiteOf, type Group } from './suite.ts';
import { waitForChannelCases } from './wait-for-channel.ts';

const groups: Readonly<Record<string, Group>> = {
  discovery: discoveryCases,
  opening: openingCases,
  links: linkCases,
  CREATE_SOCKET: createSocketCases,
  DESTROY_SOCKET: destroySocketCases,
  'OPEN_CHANNEL and CLOSE_CHANNEL': channelCases,
  WAIT_FOR_CHANNEL: waitForChannelCases,
  'READ and WRITE': dataCases,
  activity: activityCases,
  'deadline and signal': limitCases,
  'many requests at once': manyCases,
  'statuses and replies': statusCases,
  'buffer shapes': shapeCases,
  'another process': anotherProcessCases,
  removal: removalCases,
  'handles that go bad': badHandleCases,
  'sleep and resume': sleepCases,
};

/** Holds one implementation of the driver port to it; see README.md. */
export const describeDriverContract = (runner: Runner, harness: ContractHarness): void => {
  runner.describe(`driver contract: ${harness.name}`, () => {
    const suite = suiteOf(runner, harness);
    for (const [name, group] of Object.entries(groups)) runner.describe(name, () => group(suite));
  });
};
