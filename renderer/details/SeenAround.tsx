import { confidenceOf, newestFirst } from '#app/evidence/evidence.ts';
import type { Evidence } from '#app/evidence/evidence.ts';
import { isServiceProbe } from '#app/probe/service-facts.ts';
import { confidenceWords, evidenceWords, sourceWords } from '#app/words/evidence.ts';
import { windowWords } from '#app/words/window.ts';
import { Ago } from '../ui/Ago.tsx';
import { Foreign } from '../ui/Foreign.tsx';

interface Props {
  readonly evidence: readonly Evidence[];
}

/** What was seen of a device as a whole, each piece with its source, time and confidence. */
export const SeenAround = ({ evidence }: Props) => {
  // what was probed has a table of its own
  const seen = evidence.filter((piece) => !isServiceProbe(piece));
  return seen.length === 0 ? null : (
    <section className="details-part">
      <h3>{windowWords.details.seenAround}</h3>
      <ol className="timeline">
        {newestFirst(seen).map((piece, index) => (
          <li key={`${index} ${piece.kind}`}>
            <Ago at={piece.at} ms={piece.ms} />
            <span>
              <Foreign text={evidenceWords(piece)} of={piece} />{' '}
              <span className="quiet">
                – {sourceWords[piece.source]}, {confidenceWords[confidenceOf(piece)]}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};
