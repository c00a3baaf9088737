import type { ComponentType, ReactNode } from 'react';
import type { Confidence } from '#app/evidence/fact.ts';
import type { ChannelState } from '#app/session/state.ts';
import { agoWords, rowStateHints, rowStateWords, windowWords } from '#app/words/window.ts';
import type { RowStateName } from '#app/words/window.ts';
import { useAge } from '../format/ages.ts';
import { dateAndTimeOf } from '../format/times.ts';
import type { ColumnId } from '../rows/columns.ts';
import { holderOf, jobOf, lastLookOf, outcomeOf } from '../rows/rows.ts';
import { StateMark } from './StateMark.tsx';

const words = windowWords.grid;

interface CellProps {
  readonly channel: ChannelState;
  readonly state: RowStateName;
  readonly deviceName: string;
}

/** Text that may be cut off is always whole in the tooltip. */
const Cell = ({ hint, children }: { readonly hint: string; readonly children: ReactNode }) => (
  <div className="cell" role="gridcell" title={hint}>
    {children}
  </div>
);

const FactCell = ({
  text,
  confidence,
}: {
  readonly text: string | null;
  readonly confidence: Confidence;
}) => {
  if (text === null) {
    return (
      <Cell hint={words.unknownHint}>
        <span className="unknown">{words.unknown}</span>
      </Cell>
    );
  }
  const isInferred = confidence === 'inferred';
  return (
    <Cell hint={isInferred ? `${text} – ${words.inferredHint}` : text}>
      {text}
      {isInferred && <span className="inferred"> {words.inferredMark}</span>}
    </Cell>
  );
};

const TimeCell = ({ at }: { readonly at: number }) => {
  const age = useAge(at) ?? '';
  return <Cell hint={`${agoWords(age)}, ${dateAndTimeOf(at)}`}>{age}</Cell>;
};

const StateCell = ({ state }: CellProps) => (
  <Cell hint={rowStateHints[state]}>
    <span className="state" data-state={state}>
      <StateMark state={state} />
      <span>{rowStateWords[state]}</span>
    </span>
  </Cell>
);

const OutcomeCell = ({ channel }: CellProps) => {
  const outcome = outcomeOf(channel);
  return <Cell hint={outcome?.sentence ?? ''}>{outcome?.label ?? ''}</Cell>;
};

export const cells: Readonly<Record<ColumnId, ComponentType<CellProps>>> = {
  state: StateCell,
  service: ({ channel: { facts } }) => (
    <FactCell text={facts.service.value} confidence={facts.service.confidence} />
  ),
  host: ({ channel }) => <Cell hint={words.columnHints.host}>{channel.hostSocket}</Cell>,
  peripheral: ({ channel: { facts } }) => (
    <FactCell
      text={facts.peripheralSocket.value?.toString() ?? null}
      confidence={facts.peripheralSocket.confidence}
    />
  ),
  holder: ({ channel }) => <FactCell text={holderOf(channel)} confidence={channel.facts.holder.confidence} />,
  job: ({ channel }) => <FactCell text={jobOf(channel)} confidence={channel.facts.job.confidence} />,
  device: ({ deviceName }) => <Cell hint={deviceName}>{deviceName}</Cell>,
  age: ({ channel }) => <TimeCell at={channel.firstSeenAt} />,
  look: ({ channel }) => <TimeCell at={lastLookOf(channel)} />,
  outcome: OutcomeCell,
};
