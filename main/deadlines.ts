/** How long each kind of call may take, in ms, before it is cancelled and told as a fault. */
export const deadlines = {
  discover: 10_000,
  observe: 3_000,
  open: 3_000,
  destroy: 5_000,
  closeChannel: 2_000,
  /** Each request of a channel of our own. */
  trial: 2_000,
  /** A probe that has not failed by then is pending: the socket exists. */
  probe: 40,
} as const;
