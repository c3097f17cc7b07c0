import type { CustomFunctions } from '../custom-function.ts';
import { bytes } from './bytes.ts';
import { duration } from './duration.ts';
import { list } from './list.ts';
import { relativeTime } from './relative-time.ts';
import { statusColor, urgencyEmoji } from './severity.ts';

/**
 * Functions for what alerts speak of: `urgencyEmoji`, `statusColor`, `duration`, `relativeTime`, `list`, `bytes`. Both
 * syntaxes take them: `{elapsed, duration, long}` and `{$elapsed :duration style=long}`.
 *
 * @example
 * ```ts
 * import { compileMessage, domainFunctions } from '@localert/icu';
 *
 * const message = compileMessage('{hosts, list, max=2} for {elapsed, duration, long}', {
 *   locale: 'en',
 *   functions: domainFunctions,
 * });
 * message.format({ hosts: ['db-1', 'db-2', 'db-3'], elapsed: 90_000 }); // 'db-1, db-2, and +1 for 1 minute, 30 seconds'
 * ```
 */
export const domainFunctions: CustomFunctions = Object.freeze({
  bytes,
  duration,
  list,
  relativeTime,
  statusColor,
  urgencyEmoji,
});
