import { authorCommands } from './author-commands.ts';
import type { CommandSpec } from './command-spec.ts';
import { exchangeCommands } from './exchange-commands.ts';
import { localizeCommands } from './localize-commands.ts';
import { operateCommands } from './operate-commands.ts';

/** Commands that have commands below them. */
export const GROUPS: Readonly<Record<string, string>> = {
  keys: 'Look after data keys.',
  audit: 'Verify and export the audit trail.',
};

/** Every command, in the order of help. */
export const COMMANDS: readonly CommandSpec[] = [
  ...authorCommands,
  ...localizeCommands,
  ...exchangeCommands,
  ...operateCommands,
];
