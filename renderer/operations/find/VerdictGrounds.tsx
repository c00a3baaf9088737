import type { Verdict } from '#app/verdict/verdict.ts';
import { findWords as words } from '#app/words/find.ts';
import { disproofLabel } from '#app/words/stuck.ts';
import { verdictWords } from '#app/words/verdict.ts';
import type { ExplanationWords } from '#app/words/verdict.ts';
import type { Search } from '../../state/searches.ts';
import { Disproof } from '../../ui/Disproof.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { momentOf } from '../../ui/times.ts';
import { useShortVerdict } from './short-verdict.ts';
import { SearchSteps } from './SearchProgress.tsx';

interface PartProps {
  readonly title: string;
  readonly lines: readonly string[];
  readonly of: unknown;
}

const Part = ({ title, lines, of }: PartProps) =>
  lines.length === 0 ? null : (
    <section className="details-part">
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <Foreign text={line} of={of} />
          </li>
        ))}
      </ul>
    </section>
  );

/** What else was found, and what would show that it is not so. */
const otherWords = ({ sentence, disproof }: ExplanationWords): string =>
  disproof === null ? sentence : `${sentence} ${disproofLabel} ${disproof}`;

interface Props {
  readonly search: Search;
  readonly verdict: Verdict;
}

/** What a verdict rests on, one click away: evidence with source and time, what was looked at, what could not be seen. */
export const VerdictGrounds = ({ search, verdict }: Props) => {
  const isCut = useShortVerdict(verdict) !== verdict;
  const { sentence, grounds, disproof, others, looked, missing } = verdictWords(verdict, momentOf);
  return (
    <details>
      <summary>{words.grounds}</summary>
      {isCut && (
        <p>
          <Foreign text={sentence} of={verdict} />
        </p>
      )}
      {grounds.length === 0 && <p>{words.noGrounds}</p>}
      <Part title={words.grounds} lines={grounds} of={verdict} />
      <Disproof text={disproof} />
      <Part title={words.others} lines={others.map(otherWords)} of={verdict} />
      <Part
        title={words.missing}
        lines={missing.map((gap) => [gap.missing, gap.nextStep].filter(Boolean).join(' '))}
        of={verdict}
      />
      <Part title={words.looked} lines={looked} of={verdict} />
      <SearchSteps search={search} />
    </details>
  );
};
