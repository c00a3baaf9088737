import { expect, it } from 'vitest';
import type { SessionState } from '#app/session/state.ts';
import { officeAfter } from '../testing/rows.ts';
import { m1522, socketGone } from '../testing/sessions.ts';
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
  const times = lines.map(({ evidence }) => evidence.at);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});
