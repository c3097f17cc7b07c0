import type { Invocation } from './command.ts';
import { ConfirmationNeededError } from './errors.ts';

/**
 * Goes on only where somebody has said so: by `--yes`, or when asked. @param what - one sentence: what will happen
 *
 * @throws LOCALERT_CLI_CONFIRMATION_NEEDED
 */
export async function confirmed(call: Invocation, what: string): Promise<void> {
  if (call.options.flag('yes')) return;
  if (call.prompts !== undefined && (await call.prompts.confirm(`${what} Go on?`))) return;
  throw new ConfirmationNeededError({ what, flag: '--yes' });
}
