import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { viewEvents } from '../state/view-store.ts';
import { focusGrid } from '../ui/focus.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { dateAndTimeOf, timeOf } from '../ui/times.ts';
import { Uncopied } from '../ui/Uncopied.tsx';
import type { MessageOf } from './messages.ts';

interface Props {
  readonly message: MessageOf;
  readonly onDismiss: () => void;
}

export const Message = ({ message, onDismiss }: Props) => {
  const { intent, at, title, text, nextStep, uncopied, left, of } = message;
  return (
    <MessageBar className="message" intent={intent} layout="singleline">
      <MessageBarBody>
        <time title={dateAndTimeOf(at)}>{timeOf(at)}</time>{' '}
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
