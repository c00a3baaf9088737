import { Button, SearchBox, Tooltip } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import type { AuditFormat } from '#app/audit/formats.ts';
import { auditWords as words } from '#app/words/audit.ts';

interface Props {
  readonly filter: string;
  readonly canCopy: boolean;
  readonly onFilter: (filter: string) => void;
  readonly onCopy: () => void;
  readonly onSave: (format: AuditFormat) => void;
  readonly onRefresh: () => void;
}

/** Esc clears the filter first; in an empty one it is the dialog's. */
const escClears = (event: KeyboardEvent<HTMLInputElement>, clear: () => void): void => {
  if (event.key !== 'Escape' || event.currentTarget.value === '') return;
  event.preventDefault();
  clear();
};

export const AuditTools = ({ filter, canCopy, onFilter, onCopy, onSave, onRefresh }: Props) => (
  <div className="audit-tools">
    <SearchBox
      size="small"
      aria-label={words.filter}
      placeholder={words.filterPlaceholder}
      value={filter}
      onChange={(_event, data) => onFilter(data.value)}
      onKeyDown={(event) => escClears(event, () => onFilter(''))}
    />
    <Button size="small" onClick={onRefresh}>
      {words.refresh}
    </Button>
    <Tooltip content={words.copyHint} relationship="description">
      <Button size="small" disabledFocusable={!canCopy} onClick={onCopy}>
        {words.copy}
      </Button>
    </Tooltip>
    <Tooltip content={words.saveHint} relationship="description">
      <Button size="small" onClick={() => onSave('csv')}>
        {words.saveCsv}
      </Button>
    </Tooltip>
    <Tooltip content={words.saveHint} relationship="description">
      <Button size="small" onClick={() => onSave('json')}>
        {words.saveJson}
      </Button>
    </Tooltip>
  </div>
);
