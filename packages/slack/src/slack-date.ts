import { InvalidInputError } from '@localert/core';
import { escapeFor } from './escape.ts';

/** Whether a text can be the format of a date: it is one line and would not end the token. */
export const isDateFormat = (format: string): boolean => format.trim() !== '' && !/[\^|<>&\r\n]/.test(format);

/**
 * Writes a date that Slack shows in each reader's own time zone: `<!date^seconds^format|fallback>` (Slack: "Formatting
 * message text", "Date formatting").
 *
 * @param unixSeconds - seconds since 1970, whole
 * @param format - words with Slack's date tokens, for example `{date_short_pretty} {time}`
 * @param fallback - what clients without that function show; escaped here
 * @throws LOCALERT_INVALID_INPUT when the time is no whole number, or format or fallback is empty or would end the token
 *
 * @example
 * ```ts
 * import { slackDate } from '@localert/slack';
 *
 * slackDate(1767225600, '{date_short} {time}', '1 Jan 2026, 00:00 UTC');
 * ```
 */
export function slackDate(unixSeconds: number, format: string, fallback: string): string {
  const issues = [
    ...(Number.isSafeInteger(unixSeconds) && unixSeconds >= 0
      ? []
      : [{ path: 'unixSeconds', message: 'whole seconds since 1970' }]),
    ...(isDateFormat(format)
      ? []
      : [{ path: 'format', message: 'one line of words and date tokens, without ^ | < > &' }]),
    ...(fallback.trim() === ''
      ? [{ path: 'fallback', message: 'a text for clients that cannot show dates' }]
      : []),
  ];
  if (issues.length > 0) throw new InvalidInputError({ what: 'Slack date', issues });
  return `<!date^${unixSeconds}^${format}|${escapeFor('label')(fallback)}>`;
}
