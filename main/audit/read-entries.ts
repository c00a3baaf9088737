import { entriesOf } from '#app/audit/entries.ts';
import type { AuditEntry } from '#app/audit/entries.ts';
import type { Numbering } from './line-numbers.ts';
import type { OpenTrail } from './open-trail.ts';
import { linesFromEnd, linesFromStart } from './read-lines.ts';
import type { ReadLine } from './read-lines.ts';

/**
 * The two records of one operation stand at most so far apart, in bytes: some thousand lines of others. One that is
 * further away is an entry of its own, so that an end without a beginning costs neither time nor memory.
 */
export const furthestApart = 4_194_304;

/** An entry that is to come out; `id`: of the operation whose other record may still be found. */
interface Held {
  readonly offset: number;
  lines: ReadLine[];
  id: string | null;
}

type Order = 'oldest first' | 'newest first';

const entriesIn = ({ lines }: Held): AuditEntry[] => entriesOf(lines.map(({ checked }) => checked()));

/** Entries in the order of their newest lines. Held back is only what waits for its other record, and what is behind it. */
async function* joined(lines: AsyncIterable<ReadLine>, order: Order): AsyncGenerator<AuditEntry> {
  let held: Held[] = [];
  const waiting = new Map<string, Held>();

  const settle = (one: Held | undefined): void => {
    if (one === undefined || one.id === null) return;
    waiting.delete(one.id);
    one.id = null;
  };
  const hold = (line: ReadLine): void => {
    const one: Held = { offset: line.offset, lines: [line], id: null };
    held.push(one);
    if (line.half === null) return;
    const { id, part } = line.half;
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
      yield* entriesIn(one);
    }
  }
  for (const one of held) yield* entriesIn(one);
}

export const entriesOldestFirst = (trail: OpenTrail): AsyncGenerator<AuditEntry> =>
  joined(linesFromStart(trail), 'oldest first');

export const entriesNewestFirst = (trail: OpenTrail, numbering: Numbering): AsyncGenerator<AuditEntry> =>
  joined(linesFromEnd(trail, numbering), 'newest first');
