import { confidenceOf } from '#app/evidence/evidence.ts';
import { provenance } from '#app/words/details.ts';
import { evidenceWords } from '#app/words/evidence.ts';
import { rowWords } from '#app/words/rows.ts';
import { windowWords } from '#app/words/window.ts';
import { Ago } from '../ui/Ago.tsx';
import { Foreign } from '../ui/Foreign.tsx';
import type { EvidenceLine } from './facts.ts';

const words = windowWords.details;
const { inferredMark, inferredHint } = rowWords;

interface Props {
  readonly lines: readonly EvidenceLine[];
}

/** Pieces of evidence, newest first, each with source, time and confidence. */
export const EvidenceTimeline = ({ lines }: Props) =>
  lines.length === 0 ? (
    <p className="quiet">{words.noEvidence}</p>
  ) : (
    <ol className="timeline">
      {lines.map(({ key, evidence, tells }) => (
        <li key={key}>
          <Ago at={evidence.at} ms={evidence.ms} />
          <span>
            <Foreign text={evidenceWords(evidence)} of={evidence} />
            {confidenceOf(evidence) === 'inferred' && (
              <span className="inferred" title={inferredHint}>
                {' '}
                {inferredMark}
              </span>
            )}{' '}
            <span className="quiet">
              – {provenance(evidence)}
              {tells !== null && `; ${words.saysThat} ${tells}`}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
