import { beforeEach, describe, expect, it } from 'vitest';
import { diff } from '#app/session/delta.ts';
import type { SessionEvent } from '#app/session/event.ts';
import type { SessionState } from '#app/session/state.ts';
import { afterEvents } from '#app/testing/stamped.ts';
import { officeAfter } from '../../testing/rows.ts';
import { jobSeen, lj3055, m1522, oj7310, printJob, scanned, socketGone } from '../../testing/sessions.ts';
import { started } from '../../testing/teardowns.ts';
import { markedForMs, RowMarks } from './row-marks.ts';

let state: SessionState;
let now: number;
let timer: { at: number; run: () => void } | null;
let marks: RowMarks;
let told: number;

const happen = (...events: SessionEvent[]): void => {
  const before = state;
  state = afterEvents(events, state);
  const delta = diff(before, state);
  if (delta !== null) marks.note(delta, before);
};

const pass = (ms: number): void => {
  now += ms;
  const due = timer;
  if (due === null || due.at > now) return;
  timer = null;
  due.run();
};

const scan = `${m1522.id}#4#1`;
const came = `${oj7310.id}#4#1`;

beforeEach(() => {
  [state, now, timer, told] = [officeAfter(), 0, null, 0];
  marks = new RowMarks({
    now: () => now,
    after: (delayMs, run) => {
      timer = { at: now + delayMs, run };
      return () => (timer = null);
    },
  });
  marks.subscribe(() => (told += 1));
});

describe('marks of rows', () => {
  it('last two seconds, each from its own change on', () => {
    happen(...scanned(2000, oj7310.id, [4]));
    expect(marks.of(came)).toBe('new');
    pass(markedForMs / 2);
    happen(started(3000, [m1522.id, 4]));
    expect(marks.of(scan)).toBe('changed');
    pass(markedForMs / 2);
    expect([marks.of(came), marks.of(scan)]).toEqual([null, 'changed']);
    pass(markedForMs / 2);
    expect(marks.of(scan)).toBeNull();
    expect(timer).toBeNull();
  });

  it('are not given for a further look, or for pages of a job', () => {
    happen(...scanned(2000, m1522.id, [1, 4]));
    happen(jobSeen(3000, lj3055.id, { ...printJob, pagesDone: 38 }));
    expect(told).toBe(0);
  });

  it('stay "new" when a new row changes at once', () => {
    happen(...scanned(2000, oj7310.id, [4]));
    happen(started(2001, [oj7310.id, 4]));
    expect(marks.of(came)).toBe('new');
  });

  it('go with the row', () => {
    happen(...scanned(2000, oj7310.id, [4]));
    happen(socketGone(2001, oj7310.id, 4));
    expect(marks.of(came)).toBeNull();
    marks.forget();
    expect(timer).toBeNull();
  });
});
