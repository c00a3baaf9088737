import { useApi } from '../api.ts';
import { useCommandKeys } from '../commands/use-command-keys.ts';
import { useCommandMenu } from '../commands/use-command-menu.ts';
import { useRunningDialog } from '../operations/use-running-dialog.ts';
import { useTrialSamples } from '../operations/use-trial-samples.ts';

/** Leads keys and the application menu to commands, and what runs in main to where it is shown. It draws nothing. */
export const CommandPaths = () => {
  const api = useApi();
  useCommandKeys(api);
  useCommandMenu(api);
  useTrialSamples();
  useRunningDialog();
  return null;
};
