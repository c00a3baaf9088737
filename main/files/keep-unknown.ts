type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

const own = (fields: Fields | null, key: string): unknown =>
  fields !== null && Object.hasOwn(fields, key) ? fields[key] : undefined;

/** The entry of a list that has the same id or name. */
const sameIn = (list: unknown, entry: unknown): unknown => {
  const nameOf = (one: unknown): unknown => own(fieldsOf(one), 'id') ?? own(fieldsOf(one), 'name');
  const name = nameOf(entry);
  return name === undefined || !Array.isArray(list) ? undefined : list.find((one) => nameOf(one) === name);
};

/**
 * `next`, with the fields of what stands in its place that this program does not know: a later Unjam may have written
 * them. `understood` is what was read of `there`; of what could not be used nothing is kept.
 */
export const keepUnknown = (there: unknown, understood: unknown, next: unknown): unknown => {
  const [fields, before, known] = [fieldsOf(next), fieldsOf(there), fieldsOf(understood)];
  if (fields !== null && before !== null && known !== null) {
    const unknown = Object.entries(before).filter(([key]) => !Object.hasOwn(known, key));
    const kept = Object.entries(fields).map(([key, value]): [string, unknown] => [
      key,
      keepUnknown(own(before, key), own(known, key), value),
    ]);
    return Object.fromEntries([...unknown, ...kept]);
  }
  return Array.isArray(next)
    ? next.map((entry: unknown) => keepUnknown(sameIn(there, entry), sameIn(understood, entry), entry))
    : next;
};
