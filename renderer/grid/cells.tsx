import type { Fact } from '#app/evidence/fact.ts';
import { rowMarkWords, rowStateWords, rowWords } from '#app/words/rows.ts';
import type { ColumnId, RowMarkName, RowStateName } from '#app/words/rows.ts';
import { columnFacts, columnKind, emptyWhenNull } from '../state/column-facts.ts';
import type { Subject } from '../state/column-facts.ts';
import { useAge } from '../ui/ages.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { dateAndTimeOf } from '../ui/times.ts';
import { cellHint } from './rows/cell-hint.ts';

/** The sign has a place of its own, so that nothing moves when it comes and goes. */
const StateText = ({ state, mark }: { readonly state: RowStateName; readonly mark: RowMarkName | null }) => (
  <span className="state" data-state={state}>
    {mark === null ? (
      <span className="row-mark" />
    ) : (
      <span className="row-mark" role="img" aria-label={rowMarkWords[mark]} data-mark={mark} />
    )}
    <StateMark state={state} />
    <span>{rowStateWords[state]}</span>
  </span>
);

interface FactProps {
  readonly fact: Fact<string | number>;
  readonly subject: Subject;
}

const FactText = ({ fact: { value, confidence }, subject }: FactProps) =>
  value === null ? (
    <span className="unknown">{rowWords.unknown}</span>
  ) : (
    <>
      <Foreign text={String(value)} of={subject} />
      {confidence === 'inferred' && <span className="inferred"> {rowWords.inferredMark}</span>}
    </>
  );

/** Its place stays to be read where the name is cut off: it is what tells two alike apart. */
const PrinterText = ({ device: { fullName, place } }: Subject) =>
  place === null ? (
    <Foreign text={fullName} of={fullName} />
  ) : (
    <span className="printer-text">
      <span className="printer-name">
        <Foreign text={fullName.slice(0, -` (${place})`.length)} of={fullName} />
      </span>
      <span className="printer-place">
        <Foreign text={place} of={place} />
      </span>
    </span>
  );

const AgoText = ({ ms }: { readonly ms: number }) => useAge(ms);

interface Props {
  readonly id: ColumnId;
  readonly subject: Subject;
  readonly state: RowStateName;
  readonly mark: RowMarkName | null;
}

const CellText = ({ id, subject, state, mark }: Props) => {
  if (id === 'state') return <StateText state={state} mark={mark} />;
  if (id === 'device') return <PrinterText {...subject} />;
  const fact = columnFacts[id](subject);
  if (fact.value === null && emptyWhenNull.has(id)) return null;
  if (typeof fact.value === 'number' && columnKind(id) === 'ago') return <AgoText ms={fact.value} />;
  if (typeof fact.value === 'number' && columnKind(id) === 'time') return dateAndTimeOf(fact.value);
  return <FactText fact={fact} subject={subject} />;
};

/** Text that may be cut off is always whole in the tooltip. */
export const Cell = (props: Props) => (
  <div
    className="cell"
    role="gridcell"
    data-column={props.id}
    data-kind={columnKind(props.id)}
    title={cellHint(props.id, props.subject, props.state)}
  >
    <CellText {...props} />
  </div>
);
