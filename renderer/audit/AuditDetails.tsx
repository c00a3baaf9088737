import type { AuditEntry } from '#app/audit/entries.ts';
import { auditCells, auditEvidence, auditWords as words, unreadableWords } from '#app/words/audit.ts';
import type { AuditColumn } from '#app/words/audit.ts';
import { visible } from '#app/words/foreign-text.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { dateAndTimeOf } from '../ui/times.ts';

const facts: readonly AuditColumn[] = [
  ...(['begun', 'ended', 'device', 'channel', 'ntstatus'] as const),
  ...(['user', 'computer', 'program', 'simulated', 'lines'] as const),
];

/** Times as in the list, here with their date. */
const cellsOf = (entry: AuditEntry): ReturnType<typeof auditCells> => {
  const cells = auditCells(entry);
  const written = (at: string): string => (at === '' ? '' : dateAndTimeOf(Date.parse(at)));
  return { ...cells, begun: written(cells.begun), ended: written(cells.ended) };
};

interface Props {
  readonly entry: AuditEntry;
}

/** All that an entry says; what it rests on; and of a line that is no record, the line. */
export const AuditDetails = ({ entry }: Props) => {
  const cells = cellsOf(entry);
  const evidence = auditEvidence(entry, dateAndTimeOf);
  return (
    <section className="audit-details" aria-label={words.details} tabIndex={0}>
      {entry.kind === 'unreadable' ? (
        <>
          <p>{unreadableWords(entry.line)}</p>
          <p>
            {words.raw}
            {entry.line.cut && `. ${words.rawCut}`}:
          </p>
          <pre>{visible(entry.line.text)}</pre>
        </>
      ) : (
        <>
          <p>
            <Foreign text={cells.text} of={entry} />
          </p>
          <dl>
            {facts
              .filter((column) => cells[column] !== '')
              .map((column) => (
                <div key={column}>
                  <dt>{words.columns[column]}</dt>
                  <dd>
                    <Foreign text={cells[column]} of={entry} />
                  </dd>
                </div>
              ))}
          </dl>
          {evidence.length > 0 && (
            <ul>
              {evidence.map((piece) => (
                <li key={piece}>
                  <Foreign text={piece} of={entry} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
};
