import { expect, test } from 'vitest';
import { HolderMemory } from './holder-memory.ts';
import type { ProcessesAnswer } from './questions.ts';

const scan = {
  ...{ deviceId: 'a', pid: 5000, name: 'hpscan.exe', startedAt: '1' },
  ...{ use: null, window: null },
};
const answer = (holders: ProcessesAnswer['holders'], running: number[]): ProcessesAnswer => ({
  ...{ holders, running },
  closed: 0,
});
const running = { pid: 5000, name: 'hpscan.exe', endedAt: null, startedAt: '1' };

test('a holder that is gone from the process list has ended, at the first look that missed it', () => {
  const memory = new HolderMemory();
  expect(memory.after('a', answer([scan], [5000]), 10)).toEqual([running]);
  expect(memory.after('a', answer([], []), 20)).toEqual([{ ...running, endedAt: 20 }]);
  expect(memory.after('a', answer([], []), 30)).toEqual([{ ...running, endedAt: 20 }]);
});

test('one that runs on without the device let go of it and is not told any more', () => {
  const memory = new HolderMemory();
  memory.after('a', answer([scan], [5000]), 10);
  expect(memory.after('a', answer([], [5000]), 20)).toEqual([]);
  expect(memory.after('a', answer([], []), 30)).toEqual([]);
});

test('an id that was given again is another process', () => {
  const memory = new HolderMemory();
  memory.after('a', answer([scan], [5000]), 10);
  const successor = { ...scan, name: 'wfs.exe', startedAt: '2' };
  expect(memory.after('a', answer([successor], [5000]), 20)).toEqual([
    { pid: 5000, name: 'wfs.exe', endedAt: null, startedAt: '2' },
    { ...running, endedAt: 20 },
  ]);
});

test('devices are kept apart, and one that left takes its memory along', () => {
  const memory = new HolderMemory();
  memory.after('a', answer([scan], [5000]), 10);
  expect(memory.after('b', answer([scan], [5000]), 10)).toEqual([]);
  memory.keepOnly(['b']);
  expect(memory.after('a', answer([], []), 20)).toEqual([]);
});
