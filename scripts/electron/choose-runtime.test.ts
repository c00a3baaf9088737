import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextStep, type RuntimeFacts } from './choose-runtime.ts';

const fresh: RuntimeFacts = {
  override: 'none',
  officialInstalled: false,
  official: 'untried',
  officialOnly: false,
  platform: 'linux',
  arch: 'x64',
  personPresent: false,
  answer: 'none',
};

const cases: [string, Partial<RuntimeFacts>, ReturnType<typeof nextStep>][] = [
  ['tries the official one first', {}, 'fetch-official'],
  ['uses the official one when it is there', { officialInstalled: true }, 'use-official'],
  ['prefers an override', { override: 'present', officialInstalled: true }, 'use-override'],
  ['stops at an override that is not there', { override: 'missing' }, 'stop-override-missing'],
  ['takes the stand-in when nobody can be asked', { official: 'unreachable' }, 'use-stand-in'],
  ['asks a person', { official: 'unreachable', personPresent: true }, 'ask-for-stand-in'],
  ['takes a yes', { official: 'unreachable', personPresent: true, answer: 'yes' }, 'use-stand-in'],
  ['takes a no', { official: 'unreachable', personPresent: true, answer: 'no' }, 'stop-declined'],
  ['obeys --official', { official: 'unreachable', officialOnly: true }, 'stop-official-only'],
  [
    'obeys --official without asking',
    { official: 'unreachable', officialOnly: true, personPresent: true },
    'stop-official-only',
  ],
  ['has no stand-in for arm', { official: 'unreachable', arch: 'arm64' }, 'stop-no-stand-in-here'],
  ['has no stand-in for Windows', { official: 'unreachable', platform: 'win32' }, 'stop-no-stand-in-here'],
  ['stops at wrong bytes', { official: 'rejected' }, 'stop-official-rejected'],
];

const facts: fc.Arbitrary<RuntimeFacts> = fc.record({
  override: fc.constantFrom('none', 'present', 'missing'),
  officialInstalled: fc.boolean(),
  official: fc.constantFrom('untried', 'unreachable', 'rejected'),
  officialOnly: fc.boolean(),
  platform: fc.constantFrom('linux', 'win32', 'darwin'),
  arch: fc.constantFrom('x64', 'arm64'),
  personPresent: fc.boolean(),
  answer: fc.constantFrom('none', 'yes', 'no'),
});

describe('the next step towards an Electron', () => {
  test.each(cases)('%s', (_, change, step) => {
    expect(nextStep({ ...fresh, ...change })).toBe(step);
  });

  test('the stand-in comes only after the official one was out of reach, and never against a no', () => {
    fc.assert(
      fc.property(facts, (known) => {
        if (nextStep(known) !== 'use-stand-in') return;
        expect(known).toMatchObject({ official: 'unreachable', officialOnly: false, override: 'none' });
        if (known.personPresent) expect(known.answer).toBe('yes');
      }),
    );
  });
});
