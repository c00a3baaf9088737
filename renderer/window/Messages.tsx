import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { keysFound, lastSearch, useIsFinding } from '../state/searches.ts';
import { useNotices, useOperations } from '../state/session-store.ts';
import { useAbout, useCommandFaults } from '../state/view-store.ts';
import { Message } from './Message.tsx';
import { messageOfCommandFault, messageOfNotice, messagesOfOperations, newestFirst } from './messages.ts';
import type { MessageOf } from './messages.ts';

const words = windowWords.messages;

const useMessages = (): readonly MessageOf[] => {
  const operations = useOperations();
  const notices = useNotices();
  const faults = useCommandFaults();
  const about = useAbout();
  const search = lastSearch(operations);
  const isFinding = useIsFinding();
  return useMemo(
    () =>
      newestFirst([
        ...messagesOfOperations(operations, isFinding && search !== null ? keysFound(search) : about),
        ...Object.values(notices).map(messageOfNotice),
        ...faults.map(messageOfCommandFault),
      ]),
    [operations, about, search, isFinding, notices, faults],
  );
};

/** What commands came to, newest first, until a person has read it. */
export const Messages = () => {
  const api = useApi();
  const messages = useMessages();
  if (messages.length === 0) return null;
  return (
    <section className="messages" aria-label={words.name}>
      {messages.length > 1 && (
        <div className="messages-head">
          <span>{words.recent(messages.length)}</span>
          <Button
            appearance="subtle"
            size="small"
            onClick={() => messages.forEach(({ dismiss }) => dismiss(api))}
          >
            {words.dismissAll}
          </Button>
        </div>
      )}
      <div className="messages-list">
        {messages.map((message) => (
          <Message key={message.key} message={message} onDismiss={() => message.dismiss(api)} />
        ))}
      </div>
    </section>
  );
};
