import type { Fault } from '#app/faults/fault.ts';
import { auditWords as words } from '#app/words/audit.ts';
import { faultWords } from '#app/words/faults.ts';

interface Props {
  readonly fault: Fault | null;
  readonly isReading: boolean;
  readonly isFiltered: boolean;
}

const wordsFor = ({ fault, isReading, isFiltered }: Props): { title: string; text: string } => {
  if (fault !== null) {
    const { meaning, nextStep } = faultWords(fault);
    return { title: words.unreadable, text: `${meaning} ${nextStep}` };
  }
  if (isReading) return { title: words.loading, text: '' };
  const { title, meaning } = isFiltered ? words.filteredAway : words.empty;
  return { title, text: meaning };
};

/** Which of the reasons it is that no entry is shown. */
export const AuditEmpty = (props: Props) => {
  const { title, text } = wordsFor(props);
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  );
};
