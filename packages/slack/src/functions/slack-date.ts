import { defineFunction, markup } from '@localert/icu';
import { instantAt } from '../instant.ts';
import { slackDate as dateToken, isDateFormat } from '../slack-date.ts';

const DEFAULT_FORMAT = '{date_short_pretty} {time}';

/**
 * `slackDate`: a date that Slack shows in each reader's own time zone. `format` has Slack's words, by default
 * `{date_short_pretty} {time}`; who cannot see them gets the date in the text's locale and the tenant's zone. Dates before
 * 1970, which Slack does not count, are shown so to all.
 *
 * Token: Slack, "Formatting message text", "Date formatting".
 */
export const slackDate = defineFunction({
  takes: 'date',
  options: {
    format: (value) => (typeof value === 'string' && isDateFormat(value) ? value : undefined),
  },
  style: 'format',
  format(value, { format = DEFAULT_FORMAT }, { intlLocale, timeZone }) {
    const { seconds, fallback } = instantAt(value.getTime(), intlLocale, timeZone);
    return seconds < 0 ? fallback : markup(dateToken(seconds, format, fallback), fallback);
  },
});
