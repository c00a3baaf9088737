import { expect, it } from 'vitest';
import type { SessionState } from '#app/session/state.ts';
import { officeAfter } from '../testing/rows.ts';
import { jobSeen, m1522, socketGone } from '../testing/sessions.ts';
import { evidenceLines, factLines } from './facts.ts';

const scanChannel = (state: SessionState) => {
  const channel = state.channels[`${m1522.id}#4#1`];
  if (channel === undefined) throw new Error('no scan channel');
  return channel;
};

it('says of each fact how sure and from where, and since when', () => {
  const { facts } = scanChannel(officeAfter());
  const service = factLines(facts).find(({ name }) => name === 'service');
  expect(service).toMatchObject({ value: 'HP-SCAN', isInferred: true });
  expect(service?.how).toBe('inferred, the socket number');
  expect(factLines(facts).find(({ name }) => name === 'holder')?.value).toBeNull();
});

it('shows evidence newest first, with what rests on it', () => {
  const channel = scanChannel(officeAfter(socketGone(6000, m1522.id, 4)));
  const lines = evidenceLines(channel.facts, channel.evidence);
  expect(lines[0]).toMatchObject({ tells: 'socket exists (confirmed)' });
  expect(lines[0]?.evidence.kind).toBe('probe-refused');
  const order = lines.map(({ evidence }) => evidence.seq ?? 0);
  expect(order).toEqual([...order].sort((a, b) => b - a));
});

it('newest is what came last, also where the clock was set back before it', () => {
  const { facts } = scanChannel(officeAfter());
  const piece = (seq: number, at: number) =>
    ({ kind: 'device-left', source: 'device-node', seq, at }) as const;
  const lines = evidenceLines(facts, [piece(1, 9_000), piece(3, 2_000), piece(2, 1_000)]);
  expect(lines.map(({ evidence }) => evidence.seq)).toEqual([3, 2, 1]);
});

it('of one look each piece says only what is taken from it', () => {
  const at = 6_000;
  const port = { kind: 'port', source: 'spooler', at, port: 'DOT4_001', monitor: null } as const;
  const looked = jobSeen(at, m1522.id);
  if (looked.type !== 'observed') throw new Error('no look');
  const observations = [...looked.observations, { hostSocket: 2, evidence: port }];
  const state = officeAfter({ ...looked, observations });
  const channel = state.channels[`${m1522.id}#2#1`];
  if (channel === undefined) throw new Error('no print channel');
  const lines = evidenceLines(channel.facts, channel.evidence);
  const tells = (kind: string) => lines.find(({ evidence }) => evidence.kind === kind)?.tells;
  expect(tells('job')).toContain('job (confirmed)');
  expect(tells('port')).toBeNull();
});
