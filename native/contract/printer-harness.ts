import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import type { Shapes } from '#app/dot4/profile.ts';
import { HostSocketSchema } from '#app/dot4/sockets.ts';
import type { DeviceLink, Dot4Driver } from '../port.ts';
import { featureNames, type Bench, type ContractHarness } from './harness.ts';
import { whyNotOnPrinter } from './printer-cases.ts';

export interface PrinterHarness extends ContractHarness {
  /** Host sockets that were made and not destroyed. */
  readonly leftBehind: ReadonlySet<number>;
}

export interface PrinterParts {
  readonly driver: Dot4Driver;
  readonly deviceId: string;
  /** The buffers that the driver was measured to take. */
  readonly shapes: Shapes;
  readonly hasEcho: boolean;
}

const noControls = 'a real driver has no controls to make it misbehave, and does not tell what it holds';

/** What tidying up may take. */
const limit = { deadlineMs: 5_000 };

const never = (): never => {
  throw new Error(noControls);
};

/** Any device that a driver finds, a real printer too: nothing is known of it but what the port says. */
export const printerHarness = ({ driver, deviceId, shapes, hasEcho }: PrinterParts): PrinterHarness => {
  const leftBehind = new Set<number>();
  const isOurs = (hostSocket: number): boolean => leftBehind.has(hostSocket);
  const notOurs = (hostSocket: number) =>
    ({ ok: false, fault: { kind: 'unknown-channel', deviceId, hostSocket } }) as const;

  /** Destroys nothing but what it made, and all of that before it closes: the case may have left it open. */
  const tidy = (link: DeviceLink): DeviceLink => {
    const [sockets, channels] = [new Set<number>(), new Set<number>()];
    const own: Pick<DeviceLink, 'createSocket' | 'destroySocket' | 'openChannel' | 'closeChannel' | 'close'> =
      {
        async createSocket(args, options) {
          const made = await link.createSocket(args, options);
          if (made.ok) {
            sockets.add(made.value.hostSocket);
            leftBehind.add(made.value.hostSocket);
          }
          return made;
        },
        async destroySocket(args, options) {
          // a number that does not fit is the case's own business: it is never sent
          const fits = v.is(HostSocketSchema, args.hostSocket);
          if (fits && !isOurs(args.hostSocket)) return notOurs(args.hostSocket);
          const destroyed = await link.destroySocket(args, options);
          if (destroyed.ok) leftBehind.delete(args.hostSocket);
          return destroyed;
        },
        async openChannel(args, options) {
          const opened = await link.openChannel(args, options);
          if (opened.ok) channels.add(opened.value.channelHandle);
          return opened;
        },
        async closeChannel(args, options) {
          const closed = await link.closeChannel(args, options);
          if (closed.ok) channels.delete(args.channelHandle);
          return closed;
        },
        async close() {
          for (const channelHandle of channels) await own.closeChannel({ channelHandle }, limit);
          for (const hostSocket of sockets) {
            if (isOurs(hostSocket)) await own.destroySocket({ hostSocket }, limit);
          }
          await link.close();
        },
      };
    return { ...everyMethodOf(link), ...own };
  };
  const bench: Bench = {
    driver: {
      kind: driver.kind,
      discover: (options) => driver.discover(options),
      watch: (onChange) => driver.watch(onChange),
      profileOf: (device) => driver.profileOf(device),
      look: (options) => driver.look(options),
      isElevated: (options) => driver.isElevated(options),
      destroyAsAnotherProcess: (id, args, options) =>
        id === deviceId && !isOurs(args.hostSocket)
          ? Promise.resolve(notOurs(args.hostSocket))
          : driver.destroyAsAnotherProcess(id, args, options),
      async open(id, options) {
        const opened = await driver.open(id, { shapes, ...options });
        return opened.ok ? { ok: true, value: tidy(opened.value) } : opened;
      },
      onChannelLeftOpen: (listen) => driver.onChannelLeftOpen(listen),
      // the system around somebody's printer is left alone
      act: never,
      suspend: never,
      resume: never,
      close: never,
    },
    deviceId,
    letTimePass: () => wait(1),
    clearFaults: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    truth: never,
    setFault: never,
    setPersonality: never,
    otherProgramLeaks: never,
    peripheralOpensChannel: never,
    emitActivity: never,
    removeDevice: never,
    returnDevice: never,
    refuseOpen: never,
    spoilHandles: never,
    sleep: never,
    resume: never,
  };
  return {
    name: 'a printer',
    lacks: Object.fromEntries(featureNames.map((name) => [name, noControls])),
    refuses: (group, name) => whyNotOnPrinter(group, name, hasEcho),
    start: () => Promise.resolve(bench),
    leftBehind,
  };
};

/** Its methods may stand on a prototype, where a spread does not find them. */
const everyMethodOf = (link: DeviceLink): DeviceLink => ({
  deviceId: link.deviceId,
  openedBy: link.openedBy,
  createSocket: (args, options) => link.createSocket(args, options),
  destroySocket: (args, options) => link.destroySocket(args, options),
  openChannel: (args, options) => link.openChannel(args, options),
  waitForChannel: (args, options) => link.waitForChannel(args, options),
  closeChannel: (args, options) => link.closeChannel(args, options),
  read: (args, options) => link.read(args, options),
  write: (args, options) => link.write(args, options),
  addActivityBroadcast: (args, options) => link.addActivityBroadcast(args, options),
  removeActivityBroadcast: (args, options) => link.removeActivityBroadcast(args, options),
  waitActivity: (options) => link.waitActivity(options),
  close: () => link.close(),
});
