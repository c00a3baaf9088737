import { useMemo } from 'react';
import { useNotices, useTeardowns } from '../session/session-store.ts';
import { useCommandFaults } from '../view/view-store.ts';
import { messageOfCommandFault, messageOfNotice, messageOfTeardown, newestFirst } from './messages.ts';
import type { MessageOf } from './messages.ts';

export const useMessages = (): readonly MessageOf[] => {
  const teardowns = useTeardowns();
  const notices = useNotices();
  const faults = useCommandFaults();
  return useMemo(
    () =>
      newestFirst([
        ...Object.values(teardowns).map(messageOfTeardown),
        ...Object.values(notices).map(messageOfNotice),
        ...faults.map(messageOfCommandFault),
      ]),
    [teardowns, notices, faults],
  );
};
