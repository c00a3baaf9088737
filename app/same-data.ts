const nothing: ReadonlySet<string> = new Set();

/** Whether two pieces of plain data have the same values, but for the keys that do not count. */
export const sameData = (a: unknown, b: unknown, uncounted = nothing): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => uncounted.has(key) || sameData(one[key], other[key], uncounted))
  );
};
