import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { dateAndTimeOf, timeOf } from '../format/times.ts';
import type { MessageOf } from './messages.ts';

interface Props {
  readonly message: MessageOf;
  readonly onDismiss: () => void;
}

export const Message = ({ message, onDismiss }: Props) => {
  const { intent, at, title, text, nextStep } = message;
  return (
    <MessageBar className="message" intent={intent} layout="singleline">
      <MessageBarBody>
        <time title={dateAndTimeOf(at)}>{timeOf(at)}</time> <MessageBarTitle>{title}</MessageBarTitle>
        {text}
        {nextStep !== null && (
          <span className="next-step">
            {' '}
            <strong>{windowWords.details.nextStep}</strong> {nextStep}
          </span>
        )}
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
