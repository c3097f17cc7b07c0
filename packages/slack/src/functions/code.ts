import { defineFunction, markup } from '@localert/icu';
import { cutText } from '../cut.ts';
import { escapeFor } from '../escape.ts';

/** Longest text, escaped, in UTF-16 code units: about as much as Slack takes of a whole message. */
const MAX_CODE = 10_000;

/**
 * `code`: a text between backticks, or, as `block`, between fences. Backticks in it become a look-alike, so that no value
 * ends its code; in a line of code a line break is a space.
 *
 * Marks: Slack, "Formatting message text", "Inline code" and "Multi-line code blocks".
 */
export const code = defineFunction({
  takes: 'text',
  options: { style: ['inline', 'block'] },
  format(value, { style = 'inline' }) {
    if (value.trim() === '') return value;
    const escaped = cutText(escapeFor('code')(value), MAX_CODE);
    if (style === 'block') return markup(`\`\`\`\n${escaped}\n\`\`\``, value);
    return markup(`\`${escaped.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim()}\``, value);
  },
});
