import { entriesOf, partOf } from '#app/audit/entries.ts';
import type { AuditEntry } from '#app/audit/entries.ts';
import type { AuditLine } from '#app/audit/line.ts';
import type { OpenTrail } from './open-trail.ts';
import { linesFromEnd, linesFromStart } from './read-lines.ts';

/**
 * The two records of one operation stand at most so far apart, in bytes: some thousand lines of others. One that is
 * further away is an entry of its own, so that an end without a beginning costs neither time nor memory.
 */
export const furthestApart = 4_194_304;

/** An entry that is to come out; `id`: of the operation whose other record may still be found. */
interface Held {
  readonly offset: number;
  lines: AuditLine[];
  id: string | null;
}

type Order = 'oldest first' | 'newest first';

/** Entries in the order of their newest lines. Held back is only what waits for its other record, and what is behind it. */
async function* joined(lines: AsyncIterable<AuditLine>, order: Order): AsyncGenerator<AuditEntry> {
  let held: Held[] = [];
  const waiting = new Map<string, Held>();

  const settle = (one: Held | undefined): void => {
    if (one === undefined || one.id === null) return;
    waiting.delete(one.id);
    one.id = null;
  };
  const hold = (line: AuditLine): void => {
    const one: Held = { offset: line.offset, lines: [line], id: null };
    held.push(one);
    if (line.kind !== 'record') return;
    const { id, part } = partOf(line.record);
    const other = waiting.get(id);
    settle(other);
    if (part === (order === 'oldest first' ? 'begin' : 'end')) {
      one.id = id;
      waiting.set(id, one);
    } else if (other !== undefined) {
      // both stand where the newer one stood
      const [from, to] = order === 'oldest first' ? [other, one] : [one, other];
      to.lines = [...other.lines, ...one.lines];
      from.lines = [];
    }
  };

  for await (const line of lines) {
    hold(line);
    const tooFar = (one: Held): boolean => Math.abs(line.offset - one.offset) > furthestApart;
    const free = held.findIndex((one) => one.id !== null && !tooFar(one));
    const ready = free === -1 ? held : held.slice(0, free);
    if (ready.length === 0) continue;
    held = free === -1 ? [] : held.slice(free);
    for (const one of ready) {
      settle(one);
      yield* entriesOf(one.lines);
    }
  }
  for (const one of held) yield* entriesOf(one.lines);
}

export const entriesOldestFirst = (trail: OpenTrail): AsyncGenerator<AuditEntry> =>
  joined(linesFromStart(trail), 'oldest first');

/** `count`: the lines of the trail; without it they are numbered back from 0, the last one. */
export const entriesNewestFirst = (trail: OpenTrail, count = 0): AsyncGenerator<AuditEntry> =>
  joined(linesFromEnd(trail, count), 'newest first');
