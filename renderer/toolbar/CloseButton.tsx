import { DismissCircle16Regular } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { askToClose } from '../commands/commands.ts';
import { closePlan } from '../scope/closing.ts';
import { useChannels, useDevices } from '../session/session-store.ts';
import { useSelected } from '../view/view-store.ts';
import { HintedButton } from './HintedButton.tsx';

const words = windowWords.toolbar;

export const CloseButton = () => {
  const selected = useChannels([...useSelected()]);
  const devices = useDevices();
  const { keys, reason } = closePlan(
    selected.filter((channel) => channel !== undefined),
    devices,
  );
  return (
    <HintedButton
      hint={reason}
      icon={<DismissCircle16Regular />}
      isDisabled={keys.length === 0}
      label={words.close}
      onClick={askToClose}
    />
  );
};
