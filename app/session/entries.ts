type Entries<T> = Record<string, T>;

/** Records that change in place, each with what was there before what changed since it was last taken. */
const changes = new WeakMap<object, Map<string, unknown>>();

/**
 * From now on this record changes in place: the reducer is then no longer pure towards it, and one change costs
 * the same whether it has ten entries or ten thousand. For a session that has one owner, who tells others of it
 * by what changed (takeChanged). Every other record is copied, and its old state stays as it was.
 */
export const changingInPlace = <T>(record: Entries<T>): Entries<T> => {
  changes.set(record, new Map());
  return record;
};

/**
 * The keys that were put or removed since the last call, each with the entry before; null for a record that is copied
 * when it changes.
 */
export const takeChanged = <T>(record: Entries<T>): ReadonlyMap<string, T | undefined> | null => {
  const changed = changes.get(record);
  if (changed === undefined) return null;
  if (changed.size > 0) changes.set(record, new Map());
  return changed as Map<string, T | undefined>;
};

export const putEntry = <T>(record: Entries<T>, key: string, value: T): Entries<T> => {
  const changed = changes.get(record);
  if (changed === undefined) return { ...record, [key]: value };
  if (!changed.has(key)) changed.set(key, record[key]);
  record[key] = value;
  return record;
};

export const removeEntries = <T>(record: Entries<T>, keys: readonly string[]): Entries<T> => {
  const changed = changes.get(record);
  const rest = changed === undefined ? { ...record } : record;
  for (const key of keys) {
    if (changed?.has(key) === false) changed.set(key, rest[key]);
    delete rest[key];
  }
  return rest;
};
