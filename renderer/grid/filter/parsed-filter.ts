import { parseFilter } from './parse.ts';
import { everything } from './query.ts';
import type { Query } from './query.ts';

let [lastText, lastQuery] = ['', everything];

/** The same object for the same text, so that what depends on it has nothing to do. */
export const parsedFilter = (text: string): Query => {
  if (text !== lastText) [lastText, lastQuery] = [text, parseFilter(text)];
  return lastQuery;
};
