import type { DeviceLink, Simulator } from '#native';

const streamReceived = 0x100;
const bytes = 512;
const tickMs = 2;
const options = { deadlineMs: 600_000 };

export interface Activities {
  setRate(aSecond: number): void;
  told(): number;
}

type Tell = (deviceId: string, hostSocket: number) => void;

/** WAIT_ACTIVITY_BROADCAST without end: each notice is told as news of the channel that it names. */
const listen = async (link: DeviceLink, told: (channelHandle: number) => void): Promise<void> => {
  for (;;) {
    const notice = await link.waitActivity(options);
    if (!notice.ok) return;
    told(notice.value.channelHandle);
  }
};

/**
 * Data arrives on the simulated channels, one after the other, and the driver says so on a link of ours. The shipped
 * program listens to no broadcast yet: here each notice goes to its session as what the driver just said of a
 * channel, which is what changes a row.
 */
export const startActivities = async (simulator: Simulator, tell: Tell): Promise<Activities> => {
  const { controls } = simulator;
  const queues = await Promise.all(
    controls.world.printers.map(async ({ device, stack }) => {
      const link = await simulator.open(device.id, { deadlineMs: 10_000 });
      if (!link.ok) throw new Error(link.fault.kind);
      const sockets = new Map(
        [...stack.model.channels].map(([handle, { socket }]) => [handle, socket.hostSocket]),
      );
      void listen(link.value, (channelHandle) => {
        // what was closed meanwhile must not be told to be there
        if (!stack.model.channels.has(channelHandle)) return;
        told += 1;
        tell(device.id, sockets.get(channelHandle) ?? 0);
      });
      return { deviceId: device.id, handles: [...sockets.keys()], next: 0 };
    }),
  );
  let told = 0;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;

  const post = (): void => {
    const queue = queues[turn++ % queues.length];
    const channelHandle = queue?.handles[queue.next++ % queue.handles.length];
    if (queue === undefined || channelHandle === undefined) return;
    controls.emitActivity(queue.deviceId, { messageCode: streamReceived, byteCount: bytes, channelHandle });
  };

  return {
    told: () => told,
    setRate: (aSecond) => {
      clearInterval(timer);
      if (aSecond === 0) return;
      let before = performance.now();
      let due = 0;
      timer = setInterval(() => {
        const now = performance.now();
        // a broadcast that nobody waits for is lost, so a late tick posts at most one for each link
        due = Math.min(due + ((now - before) * aSecond) / 1000, queues.length);
        before = now;
        for (; due >= 1; due -= 1) post();
      }, tickMs);
    },
  };
};
