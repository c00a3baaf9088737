import { AskedStep } from '../operations/AskedStep.tsx';
import { CloseDialog } from '../operations/CloseDialog.tsx';
import { useAskedStep, useClosing } from '../state/view-store.ts';
import { CommandDialog } from './CommandDialog.tsx';

/** Every dialog but those of the table. */
export const Dialogs = () => {
  const closing = useClosing();
  const asked = useAskedStep();
  return (
    <>
      <CommandDialog />
      {closing !== null && <CloseDialog keys={closing} />}
      {asked !== null && <AskedStep key={asked.key} channelKey={asked.key} step={asked.step} />}
    </>
  );
};
