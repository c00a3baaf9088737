import type { SessionState } from '#app/session/state.ts';

/** When devices or what is around them were looked at last; null before the first look. */
export const lastLookAt = ({ discovery, devices }: SessionState): number | null => {
  let last = discovery.at;
  for (const { presence, sources } of Object.values(devices)) {
    if (presence === 'gone') continue;
    for (const { at } of sources) last = Math.max(last ?? 0, at);
  }
  return last;
};
