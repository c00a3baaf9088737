import { expect, test } from 'vitest';
import { faultWords } from './faults.ts';

const wordsOf = (systemError: number) => faultWords({ kind: 'restart-refused', systemError });

test.each([2, 3, 267])(
  'error %i of a start as administrator: a drive that is there for one account only',
  (error) => {
    const { meaning, nextStep } = wordsOf(error);
    expect(meaning).toContain(`does not see the drive or folder of Unjam (error ${error})`);
    expect(nextStep).toContain('on a drive of this computer');
  },
);

test('other errors say nothing of a drive', () => {
  for (const error of [5, 8, 31]) expect(JSON.stringify(wordsOf(error))).not.toContain('drive');
});
