import { Button } from '@fluentui/react-components';
import { auditWords as words } from '#app/words/audit.ts';
import { useEnvironment } from '../state/session-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';
import { Uncopied } from '../ui/Uncopied.tsx';
import { AuditDetails } from './AuditDetails.tsx';
import { AuditEmpty } from './AuditEmpty.tsx';
import { AuditList } from './AuditList.tsx';
import { AuditTools } from './AuditTools.tsx';
import { useAuditView } from './use-audit-view.ts';

interface Props {
  readonly onClose: () => void;
}

/** What was done and what came of it, newest first, from the file itself. */
export const AuditDialog = ({ onClose }: Props) => {
  const { trail, all, shown, filter, list, chosen, said, uncopied, actions } = useAuditView();
  const { page, isReading, fault } = trail;
  const isSimulated = useEnvironment()?.mode === 'simulator';
  const hasOlder = page !== null && page.older !== null;
  return (
    <DialogFrame
      kind="page"
      title={words.title}
      actions={
        <>
          <p role="status">{said ?? words.count(shown.length, all.length, hasOlder)}</p>
          <Button
            disabledFocusable={!hasOlder || isReading}
            onClick={() => hasOlder && !isReading && actions.readOlder()}
          >
            {isReading ? words.loading : words.older}
          </Button>
        </>
      }
      leaveLabel={words.close}
      onLeave={onClose}
    >
      {page !== null && (
        <p>
          {words.where(page.path, page.owner)} {isSimulated && <strong>{words.simulatedOnly}</strong>}
        </p>
      )}
      <AuditTools
        filter={filter}
        canCopy={shown.length > 0}
        onFilter={actions.filter}
        onCopy={actions.copy}
        onSave={actions.save}
        onRefresh={actions.refresh}
      />
      <div className="audit-list">
        <AuditList entries={shown} list={list} onCopy={actions.copy} />
        {shown.length === 0 && (
          <AuditEmpty fault={fault} isReading={page === null} isFiltered={all.length > 0} />
        )}
      </div>
      {uncopied !== null && <Uncopied text={uncopied} />}
      {chosen !== undefined && <AuditDetails entry={chosen} />}
    </DialogFrame>
  );
};
