import type { SourceReport } from '#app/evidence/source-report.ts';
import { sourceWords } from '#app/words/evidence.ts';
import { sourceResultWords } from '#app/words/sources.ts';
import { windowWords } from '#app/words/window.ts';
import { Ago } from '../ui/Ago.tsx';
import { Foreign } from '../ui/Foreign.tsx';

interface Props {
  readonly sources: readonly SourceReport[];
}

/** How each source around a device fared at the last look. */
export const SourceList = ({ sources }: Props) =>
  sources.length === 0 ? null : (
    <section className="details-part">
      <h3>{windowWords.details.sources}</h3>
      <ul className="timeline">
        {sources.map((report) => (
          <li key={report.source}>
            <Ago at={report.at} />
            <span>
              {sourceWords[report.source]}{' '}
              <span className="quiet">
                – <Foreign text={sourceResultWords(report)} of={report} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
