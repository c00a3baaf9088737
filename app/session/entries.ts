type Entries<T> = Record<string, T>;

/** Records that change in place, each with the keys that changed since they were last taken. */
const changes = new WeakMap<object, Set<string>>();

/**
 * From now on this record changes in place: the reducer is then no longer pure towards it, and one change costs
 * the same whether it has ten entries or ten thousand. For a session that has one owner, who tells others of it
 * by what changed (takeChangedKeys). Every other record is copied, and its old state stays as it was.
 */
export const changingInPlace = <T>(record: Entries<T>): Entries<T> => {
  changes.set(record, new Set());
  return record;
};

/** The keys that were put or removed since the last call; null for a record that is copied when it changes. */
export const takeChangedKeys = (record: Entries<unknown>): ReadonlySet<string> | null => {
  const changed = changes.get(record);
  if (changed === undefined) return null;
  changes.set(record, new Set());
  return changed;
};

export const putEntry = <T>(record: Entries<T>, key: string, value: T): Entries<T> => {
  const changed = changes.get(record);
  if (changed === undefined) return { ...record, [key]: value };
  record[key] = value;
  changed.add(key);
  return record;
};

export const removeEntries = <T>(record: Entries<T>, keys: readonly string[]): Entries<T> => {
  const changed = changes.get(record);
  const rest = changed === undefined ? { ...record } : record;
  for (const key of keys) {
    delete rest[key];
    changed?.add(key);
  }
  return rest;
};
