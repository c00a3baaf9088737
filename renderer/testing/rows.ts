import { diff } from '#app/session/delta.ts';
import type { SessionEvent } from '#app/session/event.ts';
import type { SessionState } from '#app/session/state.ts';
import { RowList } from '../grid/rows/row-list.ts';
import type { Row } from '../grid/rows/row-list.ts';
import type { Sample } from '../grid/rows/sampler.ts';
import { office, sessionAfter } from './sessions.ts';

/** The office, and what happens after. */
export const officeAfter = (...events: readonly SessionEvent[]): SessionState =>
  sessionAfter([...office(1000), ...events]);

/** As the first sample, of which nobody knows what changed. */
export const sampleOf = (state: SessionState): Sample => ({
  state,
  number: 1,
  changed: null,
  places: new Map(),
});

/** As the sample after another, with what differs. */
export const nextSample = (before: Sample, state: SessionState): Sample => {
  const delta = diff(before.state, state)?.channels;
  const changed = new Set([...Object.keys(delta?.set ?? {}), ...(delta?.removed ?? [])]);
  return { state, number: before.number + 1, changed, places: new Map() };
};

export const rowsIn = (state: SessionState): Row[] => {
  const list = new RowList();
  list.take(sampleOf(state));
  return [...list.rows.values()];
};

/** The row of a host socket of a device. */
export const rowIn = (state: SessionState, deviceId: string, hostSocket: number): Row => {
  const row = rowsIn(state).find(
    ({ channel }) => channel.deviceId === deviceId && channel.hostSocket === hostSocket,
  );
  if (row === undefined) throw new Error(`no row ${deviceId}#${hostSocket}`);
  return row;
};
