import * as v from 'valibot';
import { CommandIdSchema } from './command-list.ts';

/** Whether a command can be given now. */
export type CommandState =
  | {
      readonly isEnabled: true;
      readonly isMarked?: boolean;
      /** Instead of its usual one. */ readonly hint?: string;
    }
  | { readonly isEnabled: false; readonly isMarked?: boolean; readonly because: string };

/** What the application menu shows of the states of all commands. */
export const CommandStatesSchema = v.record(
  CommandIdSchema,
  v.strictObject({ isEnabled: v.boolean(), isMarked: v.boolean() }),
);
export type CommandStates = v.InferOutput<typeof CommandStatesSchema>;
