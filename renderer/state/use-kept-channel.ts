import { useState } from 'react';
import type { ChannelState } from '#app/session/state.ts';
import { useChannel } from './session-store.ts';

/** A channel as it is, or, where its row has left, as it was last; null: it was never seen here. */
export const useKeptChannel = (
  key: string,
): { readonly channel: ChannelState | null; readonly isThere: boolean } => {
  const live = useChannel(key);
  const [kept, keep] = useState(live);
  if (live !== null && live !== kept) keep(live);
  return { channel: live ?? (kept?.key === key ? kept : null), isThere: live !== null };
};
