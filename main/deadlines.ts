/** How long each kind of call may take, in ms, before it is cancelled and told as a fault. */
export const deadlines = {
  discover: 10_000,
  observe: 3_000,
  /** Whoever acts on what it shows may have to wait for a look that is under way, and then for one of their own. */
  observeForGuard: 6_000,
  open: 3_000,
  destroy: 5_000,
  closeChannel: 2_000,
  /**
   * What the system may take to do a step of the ladder. A service is stopped and started with what depends on it:
   * three that take 22 s each way fit in.
   */
  act: {
    'cancel-job': 10_000,
    'stop-program': 10_000,
    'restart-service': 180_000,
    'restart-device': 60_000,
  },
  /** Until what a step did can be seen: a job that leaves its queue, a device that is back. */
  effect: { 'cancel-job': 10_000, 'stop-program': 5_000, 'restart-service': 5_000, 'restart-device': 30_000 },
  /** What a person may take to switch a printer off, and it to come back. */
  switchedOff: 300_000,
  switchedOn: 300_000,
  createSocket: 2_000,
  openChannel: 3_000,
  /** Each request of a channel of our own. */
  trial: 2_000,
  /** How long a probe may wait in our own queue before it is sent. */
  probeQueue: 2_000,
  /** A probe that has not failed by then is pending: the socket exists. Counted from when it was sent. */
  probe: 40,
} as const;
