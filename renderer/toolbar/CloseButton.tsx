import { DismissCircle16Regular } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { askToClose } from '../commands/commands.ts';
import { canAskToClose } from '../rows/row-state.ts';
import { useSessionValue } from '../session/session-store.ts';
import { channelIn } from '../session/shelves.ts';
import { useSelected } from '../view/view-store.ts';
import { HintedButton } from './HintedButton.tsx';

const words = windowWords.toolbar;

export const CloseButton = () => {
  const selected = useSelected();
  const canClose = useSessionValue((state) =>
    [...selected].some((key) => {
      const channel = channelIn(state, key);
      return channel !== undefined && canAskToClose(channel);
    }),
  );
  const reason = selected.size === 0 ? words.closeNothing : words.closeNoneLeft;
  return (
    <HintedButton
      hint={canClose === true ? words.closeHint : reason}
      icon={<DismissCircle16Regular />}
      isDisabled={canClose !== true}
      label={words.close}
      onClick={askToClose}
    />
  );
};
