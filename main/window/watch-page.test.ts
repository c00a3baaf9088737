import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createVirtualClock } from '#native/testing.ts';
import { pageWords } from '#app/words/page.ts';
import { watchPage } from './watch-page.ts';
import type { PageQuestion } from './watch-page.ts';

interface Asked {
  readonly question: PageQuestion;
  readonly signal: AbortSignal;
  readonly answer: (button: 0 | 1) => Promise<void>;
}

const watched = () => {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn() });
  /** What the page's thread owes an answer to. */
  const owed: (() => void)[] = [];
  const page = Object.assign(new EventEmitter(), {
    isCrashed: vi.fn(() => false),
    isDevToolsOpened: vi.fn(() => false),
    executeJavaScript: vi.fn(() => new Promise<void>((resolve) => owed.push(resolve))),
    getOSProcessId: () => 4711,
  });
  const lines: string[] = [];
  const log = { warn: (text: string) => lines.push(text), error: (text: string) => lines.push(text) };
  const clock = createVirtualClock();
  const load = vi.fn();
  const questions: Asked[] = [];
  const ask = (question: PageQuestion, signal: AbortSignal): Promise<0 | 1> =>
    new Promise((resolve) =>
      questions.push({
        question,
        signal,
        answer: async (button) => {
          resolve(button);
          await new Promise(setImmediate);
        },
      }),
    );
  // as Electron does: the end of the process is an event like any other
  const kill = vi.fn<(pid: number) => void>(
    () => void page.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 }),
  );
  watchPage(page, { app, log, clock, load, ask, kill });
  const die = (reason = 'crashed'): void =>
    void page.emit('render-process-gone', {}, { reason, exitCode: 5 });
  /** Time in which the page's thread runs, or stands still. */
  const pass = async (ms: number, isRunning = true): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advance(1_000);
      if (isRunning) owed.splice(0).forEach((answer) => answer());
      await clock.settle();
    }
  };
  return { app, page, lines, clock, load, questions, kill, die, pass };
};

test('a page whose process ends is loaded again, and the log says why', () => {
  const { die, load, lines, questions } = watched();
  die('oom');
  expect(load).toHaveBeenCalledTimes(1);
  expect(lines).toEqual(['page: its process has ended: oom, exit code 5']);
  expect(questions).toEqual([]);
});

test('a page that keeps dying is loaded three times in a minute, then a person decides', async () => {
  const { die, load, questions, app } = watched();
  for (let death = 0; death < 4; death += 1) die();
  expect(load).toHaveBeenCalledTimes(3);
  expect(questions.map(({ question }) => question.title)).toEqual([pageWords.stopped.title]);
  await questions[0]?.answer(0);
  expect(load).toHaveBeenCalledTimes(4);
  for (let death = 0; death < 4; death += 1) die();
  expect(load).toHaveBeenCalledTimes(7);
  await questions[1]?.answer(1);
  expect(app.quit).toHaveBeenCalledTimes(1);
  expect(load).toHaveBeenCalledTimes(7);
});

test('deaths more than a minute apart never ask', async () => {
  const { die, load, pass, questions } = watched();
  for (let death = 0; death < 8; death += 1) {
    die();
    await pass(21_000);
  }
  expect(load).toHaveBeenCalledTimes(8);
  expect(questions).toEqual([]);
});

test('the wall clock that is set back does not count', async () => {
  const { die, load, clock } = watched();
  for (let death = 0; death < 3; death += 1) die();
  clock.set(-3_600_000);
  await clock.advance(61_000);
  die();
  expect(load).toHaveBeenCalledTimes(4);
});

test('a page that cannot be loaded is loaded again; a frame of it, or a load that gave way, is no failure', () => {
  const { page, load, lines } = watched();
  page.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'unjam://app/', true);
  page.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'unjam://app/frame', false);
  expect(load).not.toHaveBeenCalled();
  page.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'unjam://app/', true);
  expect(load).toHaveBeenCalledTimes(1);
  expect(lines).toEqual(['page: unjam://app/ could not be loaded: ERR_FILE_NOT_FOUND (-6)']);
});

test('a page that hangs can be waited for', async () => {
  const { page, load, questions, lines, kill } = watched();
  page.emit('unresponsive');
  expect(questions.map(({ question }) => question.title)).toEqual([pageWords.hangs.title]);
  await questions[0]?.answer(0);
  expect(kill).not.toHaveBeenCalled();
  expect(load).not.toHaveBeenCalled();
  page.emit('unresponsive');
  expect(questions).toHaveLength(2);
  expect(lines).toEqual(['page: unresponsive', 'page: unresponsive']);
});

test('a page that hangs can be reloaded, however often it died before', async () => {
  const { page, load, questions, die, kill } = watched();
  for (let death = 0; death < 3; death += 1) die();
  page.emit('unresponsive');
  await questions[0]?.answer(1);
  expect(kill.mock.calls).toEqual([[4711]]);
  expect(load).toHaveBeenCalledTimes(4);
});

test('a page whose thread stands still is noticed in twenty seconds, though no one touches it', async () => {
  const { pass, questions, lines } = watched();
  await pass(60_000);
  await pass(18_000, false);
  await pass(1_000);
  expect(questions).toEqual([]);
  await pass(20_000, false);
  expect(questions.map(({ question }) => question.title)).toEqual([pageWords.hangs.title]);
  expect(lines).toEqual(['page: unresponsive']);
  await pass(1_000);
  expect(questions[0]?.signal.aborted).toBe(true);
  expect(lines).toEqual(['page: unresponsive', 'page: responsive again']);
});

test('who waits for a page is asked again while it hangs', async () => {
  const { pass, questions } = watched();
  await pass(20_000, false);
  await questions[0]?.answer(0);
  await pass(14_000, false);
  expect(questions).toHaveLength(1);
  await pass(1_000, false);
  expect(questions).toHaveLength(2);
});

test('beats are counted, not time: a computer that was asleep for an hour asks nothing', async () => {
  const { clock, page, questions } = watched();
  page.executeJavaScript.mockImplementation(() => new Promise(() => undefined));
  await clock.advance(5_000);
  clock.hold(3_600_000);
  await clock.advance(9_000);
  expect(questions).toEqual([]);
});

test.each(['isCrashed', 'isDevToolsOpened'] as const)('a page with %s is not asked', async (state) => {
  const { pass, page, questions } = watched();
  page[state].mockReturnValue(true);
  await pass(60_000, false);
  expect(page.executeJavaScript).not.toHaveBeenCalled();
  expect(questions).toEqual([]);
});

test('the silence of a process that has ended does not count against the next one', async () => {
  const { pass, die, questions } = watched();
  await pass(19_000, false);
  die();
  await pass(14_000, false);
  expect(questions).toEqual([]);
});

test.each(['responsive', 'destroyed', 'render-process-gone'])(
  'the question about a page that hangs goes away with %s, and its late answer does nothing',
  async (event) => {
    const { page, questions, kill } = watched();
    page.emit('unresponsive');
    page.emit('unresponsive');
    expect(questions).toHaveLength(1);
    page.emit(event, {}, { reason: 'killed', exitCode: 9 });
    expect(questions[0]?.signal.aborted).toBe(true);
    await questions[0]?.answer(1);
    expect(kill).not.toHaveBeenCalled();
  },
);

test('nothing is loaded into a window that is gone', () => {
  const { page, load, die } = watched();
  page.emit('destroyed');
  die();
  expect(load).not.toHaveBeenCalled();
});

test('a helper process that ends is in the log; one that we ended is not', () => {
  const { app, lines } = watched();
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 });
  app.emit(
    'child-process-gone',
    {},
    { type: 'Utility', reason: 'crashed', exitCode: 1, name: 'Unjam evidence' },
  );
  app.emit('child-process-gone', {}, { type: 'Utility', reason: 'killed', exitCode: 15 });
  app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
  expect(lines).toEqual([
    'process GPU: crashed, exit code 139',
    'process Utility (Unjam evidence): crashed, exit code 1',
  ]);
});
