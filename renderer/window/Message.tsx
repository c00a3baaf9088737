import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { useChannel } from '../state/session-store.ts';
import { useAdvice } from '../state/use-next-steps.ts';
import { viewEvents } from '../state/view-store.ts';
import { Ago } from '../ui/Ago.tsx';
import { focusGrid } from '../ui/focus.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { Uncopied } from '../ui/Uncopied.tsx';
import type { MessageOf } from './messages.ts';

interface Props {
  readonly message: MessageOf;
  readonly onDismiss: () => void;
}

export const Message = ({ message, onDismiss }: Props) => {
  const { intent, at, title, text, attempt, uncopied, left, of } = message;
  const channel = useChannel(attempt?.key ?? null);
  const advice = useAdvice(attempt?.outcome ?? null, channel);
  const nextStep = attempt === null ? message.nextStep : advice;
  return (
    <MessageBar className="message" intent={intent} layout="singleline">
      <MessageBarBody>
        <Ago at={at} />{' '}
        <MessageBarTitle>
          <Foreign text={title} of={of} />
        </MessageBarTitle>
        <Foreign text={text} of={of} />
        {nextStep !== null && (
          <span className="next-step">
            {' '}
            <strong>{windowWords.details.nextStep}</strong> <Foreign text={nextStep} of={of} />
          </span>
        )}
        {left.length > 0 && (
          <Button
            appearance="transparent"
            size="small"
            onClick={() => {
              viewEvents.userSelected(left);
              focusGrid();
            }}
          >
            {windowWords.messages.showThem}
          </Button>
        )}
        {uncopied !== null && <Uncopied text={uncopied} />}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            size="small"
            aria-label={windowWords.messages.dismiss}
            icon={<Dismiss16Regular />}
            onClick={onDismiss}
          />
        }
      />
    </MessageBar>
  );
};
