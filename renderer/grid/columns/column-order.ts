type Ids = readonly string[];

/** Puts a column before another one, or last. */
export const movedBefore = (order: Ids, id: string, before: string | null): string[] => {
  if (id === before) return [...order];
  const others = order.filter((other) => other !== id);
  return others.toSpliced(before === null ? others.length : others.indexOf(before), 0, id);
};

/** One place further among `visible`, the columns a person sees; at the ends nothing moves. */
export const movedBy = (order: Ids, visible: Ids, id: string, step: -1 | 1): string[] => {
  const neighbour = visible[visible.indexOf(id) + step];
  if (neighbour === undefined) return [...order];
  if (step === -1) return movedBefore(order, id, neighbour);
  return movedBefore(order, id, order[order.indexOf(neighbour) + 1] ?? null);
};
