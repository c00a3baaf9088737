import { describe, expect, test } from 'vitest';
import { ntStatus } from '../dot4/ntstatus.ts';
import { suspicionWords } from '../words/evidence.ts';
import type { Evidence, WindowsService } from './evidence.ts';
import { factsFrom } from './facts.ts';
import { suspicionRuleNames } from './rule.ts';
import { suspicionFrom } from './suspicion.ts';
import { defaultThresholds } from './thresholds.ts';

const pended = (at: number): Evidence => ({ kind: 'probe-pended', source: 'driver-answer', at, seq: at });
const refused = (at: number): Evidence => ({
  kind: 'probe-refused',
  source: 'driver-answer',
  at,
  seq: at,
  ntstatus: ntStatus('STATUS_NOT_FOUND'),
});
const destroyed = (at: number): Evidence => ({
  kind: 'destroy-answered',
  source: 'driver-answer',
  at,
  seq: at,
  ntstatus: ntStatus('STATUS_SUCCESS'),
});
const scan: Evidence = { kind: 'customary-number', source: 'socket-number', at: 1, service: 'HP-SCAN' };
const print: Evidence = { kind: 'static-socket', source: 'device-node', at: 1, service: 'PRINT' };
const process = (pid: number, endedAt: number | null): Evidence => ({
  kind: 'process',
  source: 'processes',
  at: 5,
  seq: 5,
  process: { name: 'hpqtra08.exe', pid, endedAt },
});
const counted = (holders: number): Evidence => ({
  kind: 'holders-counted',
  source: 'processes',
  at: 5,
  holders,
});
const message: Evidence = { kind: 'customary-number', source: 'socket-number', at: 1, service: 'HP-MESSAGE' };
const pml = (state: WindowsService['state'], pid: number | null = null): WindowsService => ({
  name: 'Pml Driver HPZ12',
  ...{ state, pid },
});
const stopped = { kind: 'service', source: 'windows-service', at: 5, service: pml('stopped') } as const;
const waiting: Evidence = {
  kind: 'job',
  source: 'spooler',
  at: 5,
  job: {
    ...{ kind: 'print', id: 3, queue: 'LJ', document: null, user: null },
    ...{ pagesDone: 0, pagesTotal: 2, inProgress: false },
  },
};
const suspicion = (evidence: Evidence[], ofDevice: Evidence[]) =>
  suspicionFrom(factsFrom(evidence, ofDevice), ofDevice, defaultThresholds);

describe('existence', () => {
  test('is unknown without evidence', () => {
    expect(factsFrom([]).exists).toEqual({ value: null, confidence: 'unknown', source: null, at: null });
  });
  test('is what the driver said last', () => {
    expect(factsFrom([pended(1), refused(2)]).exists).toMatchObject({
      value: false,
      confidence: 'confirmed',
      at: 2,
    });
    expect(factsFrom([refused(1), pended(2)]).exists).toMatchObject({ value: true, at: 2 });
  });
  test('after a DESTROY_SOCKET that succeeded is only inferred until somebody looked', () => {
    expect(factsFrom([pended(1), destroyed(2)]).exists).toMatchObject({
      value: false,
      confidence: 'inferred',
    });
    expect(factsFrom([pended(1), destroyed(2), refused(3)]).exists).toMatchObject({
      confidence: 'confirmed',
    });
    expect(factsFrom([pended(2), destroyed(2), pended(2)]).exists).toMatchObject({ value: true });
  });
});

test('a service deduced from a number is inferred, and the peripheral socket stays unknown', () => {
  const facts = factsFrom([pended(1), scan]);
  expect(facts.service).toMatchObject({ value: 'HP-SCAN', confidence: 'inferred' });
  expect(facts.peripheralSocket.value).toBeNull();
});

describe('holder', () => {
  test('the only process on the device is inferred to hold it', () => {
    expect(factsFrom([scan], [process(7, null)]).holder).toMatchObject({ confidence: 'inferred' });
  });
  test('with two nobody is named', () => {
    expect(factsFrom([scan], [process(7, null), process(8, null)]).holder.value).toBeNull();
  });
  test('a process never holds PRINT, which the kernel opens unseen', () => {
    expect(factsFrom([print], [process(7, null)]).holder.value).toBeNull();
  });
});

describe('suspicion', () => {
  test('stuck: the holder was seen ended and the socket was there after that', () => {
    expect(suspicion([pended(9), scan], [process(7, 6)])).toEqual({
      level: 'stuck',
      rule: 'holder-ended',
      since: 6,
    });
  });
  test('not stuck when the last look is older than the end of the holder', () => {
    expect(suspicion([pended(5), scan], [process(7, 6)]).level).toBe('none');
  });
  test('suspect: it exists and no process has the device open', () => {
    expect(suspicion([pended(9), scan], [counted(0)]).rule).toBe('no-holder-seen');
    expect(suspicion([pended(9), scan], [counted(1)]).level).toBe('none');
  });
  test('absence is no evidence for PRINT, nor for a service nobody knows', () => {
    expect(suspicion([pended(9), print], [counted(0)]).level).toBe('none');
    expect(suspicion([pended(9)], [counted(0)]).level).toBe('none');
  });
  test('suspect: the socket is there and its job waits', () => {
    expect(suspicion([pended(9), print, waiting], []).rule).toBe('job-waits');
    expect(suspicion([print, waiting], []).level).toBe('none');
  });
  test('suspect: the Windows service behind HP-MESSAGE is stopped, and nobody else is seen', () => {
    expect(suspicion([pended(9), message], [stopped]).rule).toBe('service-stopped');
    expect(suspicion([pended(9), message], [{ ...stopped, service: pml('running', 5) }]).level).toBe('none');
    expect(suspicion([pended(9), message], [{ ...stopped, service: pml('not-installed') }]).level).toBe(
      'none',
    );
    expect(suspicion([pended(9), message], [stopped, process(7, null), process(8, null)]).level).toBe('none');
    expect(suspicion([pended(9), scan], [stopped]).level).toBe('none');
    expect(suspicion([message], [stopped]).level).toBe('none');
  });
  test('every rule that speaks has one sentence', () => {
    for (const rule of suspicionRuleNames) {
      const words = suspicionWords({ level: 'suspect', rule, since: 1 });
      expect(words).toMatch(/^[A-Z][^.]*\.$/);
    }
  });
  test('nor where nobody counted', () => {
    expect(suspicion([pended(9), scan], []).level).toBe('none');
  });
});
