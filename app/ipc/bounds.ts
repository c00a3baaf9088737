import type { Fault } from '../faults/fault.ts';

/** Characters of one text on the bridge. What is longer is saved, in pieces. */
export const longestText = 1_000_000;
/** Values of one message, nested ones included: more than the fullest device with all its jobs needs. */
export const mostValues = 100_000;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Why a message of the window is too large to be read, or null. A list that is too long costs no more than its length. */
export const boundsFault = (call: string, payload: unknown): Fault | null => {
  const refuse = (problem: string): Fault => ({ kind: 'bad-payload', call, problem });
  const unread: unknown[] = [payload];
  for (let read = 0; unread.length > 0; read += 1) {
    if (read + unread.length > mostValues) return refuse('too many values');
    const value = unread.pop();
    if (typeof value === 'string' && value.length > longestText)
      return { kind: 'text-too-long', longest: longestText };
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      if (value.length > mostValues) return refuse('too many values');
      for (const item of value as unknown[]) unread.push(item);
    } else if (isPlain(value)) {
      for (const key in value) {
        if (unread.length > mostValues) return refuse('too many values');
        unread.push((value as Record<string, unknown>)[key]);
      }
    } else return refuse('not plain data');
  }
  return null;
};
