import { unmasked } from '#app/words/foreign-text.ts';
import { foreignPieces } from './foreign-pieces.ts';

interface Props {
  readonly text: string;
  /** Where the names in it come from: the names, or what holds them. */
  readonly of?: unknown;
}

/** A text with names that others gave; none of them moves what stands beside it. */
export const Foreign = ({ text, of }: Props) =>
  foreignPieces(text, of).map((piece, index) =>
    piece.isForeign ? <bdi key={`${index} ${piece.text}`}>{piece.text}</bdi> : piece.text,
  );

/** For a question: what is invisible, or turns text, is shown and not obeyed. */
export const Unmasked = ({ text, of }: Props) => <Foreign text={unmasked(text)} of={of} />;
