import { describe, expect, it } from 'vitest';
import { ntStatus } from '#app/dot4/ntstatus.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import type { SessionEvent } from '#app/session/event.ts';
import type { ChannelState, SessionState } from '#app/session/state.ts';
import type { Outcome } from '#app/teardown/outcome.ts';
import { rowState } from '../../state/row-state.ts';
import { sampleOf } from '../../testing/rows.ts';
import { lj3055, m1522, office, oj7310, sessionAfter, socketGone } from '../../testing/sessions.ts';
import { closeOf, closingEnded, started } from '../../testing/teardowns.ts';
import { parseFilter } from '../filter/parse.ts';
import { RowArranger } from './shown-rows.ts';

const after = (...events: SessionEvent[]): SessionState => sessionAfter([...office(1000), ...events]);
const shownIn = (state: SessionState, deviceId: string | null, filter: string) =>
  new RowArranger().arrange(
    sampleOf(state),
    { deviceId, query: parseFilter(filter), sorting: [{ id: 'device', desc: false }] },
    false,
    10_000,
  );
const scanKey = `${m1522.id}#4#1`;
const channelIn = (state: SessionState, key: string): ChannelState => {
  const channel = state.channels[key];
  if (channel === undefined) throw new Error(`no ${key}`);
  return channel;
};
/** The word for a row whose close ended so. */
const wordAfter = (outcome: Outcome): string => {
  const answer: Evidence = {
    kind: 'destroy-answered',
    source: 'driver-answer',
    at: 5001,
    ntstatus: ntStatus('STATUS_SUCCESS'),
  };
  const close = closeOf(5000, m1522.id, [4]);
  const closed = closingEnded(5001, close.id, 4, outcome);
  const state = after(
    { type: 'operation-started', operation: close },
    { ...closed, evidence: outcome.kind === 'unconfirmed' ? [answer] : [] },
    { type: 'operation-ended', at: 5001, id: close.id, outcome: { kind: 'close' } },
  );
  return rowState(channelIn(state, scanKey));
};

describe('one word for a row', () => {
  const success = ntStatus('STATUS_SUCCESS');

  it('is what the evidence says', () => {
    const state = after();
    expect(rowState(channelIn(state, scanKey))).toBe('suspect');
    expect(rowState(channelIn(state, `${lj3055.id}#2#1`))).toBe('in-use');
    expect(rowState(channelIn(state, `${oj7310.id}#1#1`))).toBe('open');
  });

  it('is "closing" only once main has said so', () => {
    const state = after(started(5000, [m1522.id, 4]));
    expect(rowState(channelIn(state, scanKey))).toBe('closing');
  });

  it('claims no more than the outcome', () => {
    expect(wordAfter({ kind: 'freed', ntstatus: success })).toBe('freed');
    expect(wordAfter({ kind: 'already-gone', ntstatus: success, told: 'by-probe' })).toBe('already-gone');
    expect(wordAfter({ kind: 'unconfirmed', ntstatus: success, because: 'not-measured' })).toBe('maybe-gone');
    const refused = { kind: 'refused', request: 'DESTROY_SOCKET', ntstatus: success } as const;
    expect(wordAfter({ kind: 'failed', fault: refused })).toBe('suspect');
  });

  it('is "gone" for a row that ended by itself', () => {
    expect(rowState(channelIn(after(socketGone(6000, m1522.id, 4)), scanKey))).toBe('gone');
  });
});

describe('rows', () => {
  it('are those of the chosen device, by socket', () => {
    const { rows } = shownIn(after(), m1522.id, '');
    expect(rows.map(({ channel }) => channel.hostSocket)).toEqual([1, 4]);
  });

  it.each([
    ['scan', [4]],
    ['suspect m1522', [1, 4]],
    ['QUARTERLY', [2]],
    ['spooler', [2]],
    ['scan 3055', []],
    ['  ', [1, 2, 1, 4, 1]],
  ])('filter %j', (filter, sockets) => {
    const { rows } = shownIn(after(), null, filter);
    expect(rows.map(({ channel }) => channel.hostSocket)).toEqual(sockets);
  });
});
