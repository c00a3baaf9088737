import { useMemo } from 'react';
import { useNotices, useRemedies, useTeardowns } from '../session/session-store.ts';
import { useCommandFaults } from '../view/view-store.ts';
import { messageOfCommandFault, messageOfNotice, messageOfTeardown, newestFirst } from './messages.ts';
import { messagesOfRemedies } from './remedy-message.ts';
import type { MessageOf } from './messages.ts';

export const useMessages = (): readonly MessageOf[] => {
  const teardowns = useTeardowns();
  const notices = useNotices();
  const remedies = useRemedies();
  const faults = useCommandFaults();
  return useMemo(
    () =>
      newestFirst([
        ...Object.values(teardowns).map(messageOfTeardown),
        ...Object.values(notices).map(messageOfNotice),
        ...messagesOfRemedies(remedies),
        ...faults.map(messageOfCommandFault),
      ]),
    [teardowns, notices, remedies, faults],
  );
};
