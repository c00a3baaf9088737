import { expect, test } from 'vitest';
import { parseTestArguments } from './arguments.ts';

const names = ['unit', 'components', 'e2e'];

test('without arguments everything runs', () => {
  expect(parseTestArguments([], names)).toEqual({
    ok: true,
    value: { officialOnly: false, selected: names, leftOut: [] },
  });
});

test.each([[['--only', 'e2e,unit', '--official']], [['--official', '--only=unit,e2e']]])('%j', (args) => {
  expect(parseTestArguments(args, names)).toEqual({
    ok: true,
    value: { officialOnly: true, selected: ['unit', 'e2e'], leftOut: ['components'] },
  });
});

test.each([[['--only', 'wine']], [['--only']], [['--only=']], [['unit']], [['--ofical']]])(
  '%j is refused',
  (args) => {
    expect(parseTestArguments(args, names).ok).toBe(false);
  },
);
