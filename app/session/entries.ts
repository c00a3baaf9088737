type Entries<T> = Record<string, T>;

/** What changed since it was last taken, as one of those who follow a log sees it. */
export interface Changes<T> {
  /** The keys that were put or removed since the last call, each with the entry before. */
  take(): ReadonlyMap<string, T | undefined>;
  /** Follows it no longer. */
  stop(): void;
}

/** What changed in a record that changes in place, for all who follow it: what one takes, the others still have. */
export class ChangeLog<T> {
  readonly #followers = new Set<{ changed: Map<string, T | undefined> }>();

  follow(): Changes<T> {
    const follower = { changed: new Map<string, T | undefined>() };
    this.#followers.add(follower);
    return {
      take: () => {
        const { changed } = follower;
        if (changed.size > 0) follower.changed = new Map();
        return changed;
      },
      stop: () => void this.#followers.delete(follower),
    };
  }

  note(key: string, before: T | undefined): void {
    for (const { changed } of this.#followers) if (!changed.has(key)) changed.set(key, before);
  }
}

/** Where a record carries its log. A copy of the record does not: spreading takes what is enumerable. */
const logged = Symbol('change log');

const logOf = <T>(record: Entries<T> & { readonly [logged]?: ChangeLog<T> }): ChangeLog<T> | undefined =>
  record[logged];

/**
 * From now on this record changes in place: the reducer is then no longer pure towards it, and one change costs
 * the same whether it has ten entries or ten thousand. For the session that owns record and log. Every other record
 * is copied, and its old state stays as it was.
 */
export const changingInPlace = <T>(record: Entries<T>, log: ChangeLog<T>): Entries<T> =>
  Object.defineProperty(record, logged, { value: log });

export const putEntry = <T>(record: Entries<T>, key: string, value: T): Entries<T> => {
  const log = logOf(record);
  if (log === undefined) return { ...record, [key]: value };
  log.note(key, record[key]);
  record[key] = value;
  return record;
};

export const removeEntries = <T>(record: Entries<T>, keys: readonly string[]): Entries<T> => {
  const log = logOf(record);
  const rest = log === undefined ? { ...record } : record;
  for (const key of keys) {
    log?.note(key, rest[key]);
    delete rest[key];
  }
  return rest;
};
