import { expect, test } from 'vitest';
import { watchedFindingWords } from './watch.ts';

test('a line about a finding names its printer, once', () => {
  const ofPrinter = 'Printing on LJ waits for a person: the queue “A” is paused.';
  expect(watchedFindingWords('finding-began', 'LJ', ofPrinter)).toBe(ofPrinter);
  expect(watchedFindingWords('finding-ended', 'LJ', 'Nothing prints on this computer.')).toBe(
    'No longer so: LJ: Nothing prints on this computer.',
  );
});
