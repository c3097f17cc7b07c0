import { defineFunction, markup } from '@localert/icu';
import { escapeFor } from '../escape.ts';

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
    const escaped = escapeFor('code')(value);
    if (style === 'block') return markup(`\`\`\`\n${escaped}\n\`\`\``, value);
    return markup(`\`${escaped.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim()}\``, value);
  },
});
