import { longestText } from './bounds.ts';

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** A text as the bridge takes it, piece by piece. No character is cut in two: each piece is encoded by itself. */
export function* piecesOf(text: string, longest = longestText): Generator<string> {
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + longest, text.length);
    if (to < text.length && to - from > 1 && isHighSurrogate(text.charCodeAt(to - 1))) to -= 1;
    yield text.slice(from, to);
    from = to;
  }
}
