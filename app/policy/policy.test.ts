import { describe, expect, test } from 'vitest';
import { fieldOfRegistry, policyFieldWords, registryName } from '../words/policy.ts';
import { noPolicy, openPolicy, policyFields, policyFrom, policySteps } from './policy.ts';

const source = { kind: 'file', place: '/opt/unjam/policy.json' } as const;
const of = (values: Readonly<Record<string, unknown>>, isWindows = false) =>
  policyFrom(values, source, { isWindows });

test('without a policy everything is allowed', () => {
  expect(noPolicy.rules).toEqual(openPolicy);
  expect(openPolicy.allowedSteps).toEqual([...policySteps]);
});

test('what a policy does not set is as without one', () => {
  const held = of({ lookOnly: true, contact: ' Helpdesk, 4711 ' });
  expect(held.rules).toEqual({ ...openPolicy, lookOnly: true, contact: 'Helpdesk, 4711' });
  expect(held.set).toEqual(['lookOnly', 'contact']);
  expect(held.problems).toEqual([]);
});

describe('what cannot be used closes all of it, and the rest of it holds', () => {
  test.each<[field: string, value: unknown]>([
    ['lookOnly', 'no'],
    ['lookOnly', 0],
    ['lookOnly', null],
    ['allowedSteps', 'scan'],
    ['allowedSteps', ['destroy-sockets']],
    ['allowedSteps', ['soft-reset']],
    ['overJob', 'sometimes'],
    ['minimumEvidence', 'none'],
    ['simulator', 'false'],
    ['auditFolder', 'logs'],
    ['auditFolder', '%ProgramData%\\Unjam'],
    ['auditFolder', 'C:\\Logs'],
    ['auditFolder', '//server/share'],
    ['auditFolder', ''],
    ['sharedTrail', 2],
    ['eventLog', []],
    ['updateNotice', {}],
    ['contact', '   '],
    ['contact', 'x'.repeat(201)],
    ['lookonly', true],
    ['__proto__', { lookOnly: false }],
    ['constructor', true],
  ])('%s: %j', (field, value) => {
    const values = JSON.parse(`{${JSON.stringify(field)}: ${JSON.stringify(value)}}`) as object;
    const held = of({ ...values, minimumEvidence: 'any', ...(field === 'minimumEvidence' ? values : {}) });
    expect(held.problems).toMatchObject([{ what: field }]);
    expect(held.rules.lookOnly).toBe(true);
    expect(held.rules.overJob).toBe('never');
    expect(held.rules.allowedSteps).toEqual(['scan']);
    expect(held.rules.minimumEvidence).toBe(field === 'minimumEvidence' ? 'stuck' : 'any');
  });

  test('whom to ask is still known, and what forbids more still holds', () => {
    const held = of({ lookOnly: false, typo: 1, simulator: false, contact: 'Ann' });
    expect(held.rules).toMatchObject({ lookOnly: true, simulator: false, contact: 'Ann' });
  });
});

test.each<[folder: string, onWindows: boolean, elsewhere: boolean]>([
  ['C:\\ProgramData\\Unjam', true, false],
  ['c:/logs', true, false],
  ['\\\\server\\unjam$', true, false],
  ['\\\\server\\unjam$\\trails', true, false],
  ['/var/log/unjam', false, true],
  ['\\\\.\\pipe\\unjam', false, false],
  ['\\\\?\\C:\\logs', false, false],
  ['\\\\server', false, false],
  ['C:logs', false, false],
  ['\\logs', false, false],
  ['..\\logs', false, false],
])('the folder %s: on Windows %s, elsewhere %s', (auditFolder, onWindows, elsewhere) => {
  expect(of({ auditFolder }, true).problems.length === 0).toBe(onWindows);
  expect(of({ auditFolder }, false).problems.length === 0).toBe(elsewhere);
});

test('every field has one name in the registry, whatever its capitals', () => {
  expect(policyFields.map(registryName)).toEqual([
    ...['LookOnly', 'AllowedSteps', 'OverJob', 'MinimumEvidence', 'Simulator'],
    ...['AuditFolder', 'SharedTrail', 'EventLog', 'UpdateNotice', 'Contact'],
  ]);
  for (const field of policyFields) {
    expect(fieldOfRegistry(registryName(field))).toBe(field);
    expect(fieldOfRegistry(field.toUpperCase())).toBe(field);
    expect(policyFieldWords[field].does).toMatch(/\.$/);
  }
  expect(fieldOfRegistry('LookOnyl')).toBe('LookOnyl');
});
