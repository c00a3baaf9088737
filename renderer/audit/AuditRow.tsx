import { DocumentError16Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { AuditEntry } from '#app/audit/entries.ts';
import { visible } from '#app/words/foreign-text.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { shownCells, shownColumns } from './shown-columns.ts';

interface Props {
  readonly entry: AuditEntry;
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly isFocused: boolean;
  readonly isSelected: boolean;
}

export const AuditRow = memo(({ entry, id, index, top, isFocused, isSelected }: Props) => {
  const cells = shownCells(entry);
  return (
    <div
      className="grid-row channel-row"
      role="row"
      id={id}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-focused={isFocused || undefined}
      data-key={entry.key}
      data-unreadable={entry.kind === 'unreadable' || undefined}
    >
      {shownColumns.map((column) => (
        <div className="cell" role="gridcell" key={column} title={visible(cells[column])}>
          {column === 'action' && entry.kind === 'unreadable' && <DocumentError16Regular aria-hidden />}
          <Foreign text={cells[column]} of={entry} />
        </div>
      ))}
    </div>
  );
});
AuditRow.displayName = 'AuditRow';
