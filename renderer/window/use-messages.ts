import { useMemo } from 'react';
import { useNotices, useOperations } from '../state/session-store.ts';
import { useCommandFaults } from '../state/view-store.ts';
import { messageOfCommandFault, messageOfNotice, messagesOfOperations, newestFirst } from './messages.ts';
import type { MessageOf } from './messages.ts';

export const useMessages = (): readonly MessageOf[] => {
  const operations = useOperations();
  const notices = useNotices();
  const faults = useCommandFaults();
  return useMemo(
    () =>
      newestFirst([
        ...messagesOfOperations(operations),
        ...Object.values(notices).map(messageOfNotice),
        ...faults.map(messageOfCommandFault),
      ]),
    [operations, notices, faults],
  );
};
