import { defineFunction, markup } from '@localert/icu';
import { idKind } from './slack-id.ts';

/**
 * `channel`: the id of a channel (`C…`, `G…`, `D…`) as a link to it. A name such as `#ops` is a fault: Slack links ids.
 *
 * Token: Slack, "Formatting message text", "Linking to Slack channels".
 */
export const channel = defineFunction({
  takes: 'text',
  sample: 'C0123456789',
  format(value) {
    const kind = idKind(value);
    return kind === 'C' || kind === 'G' || kind === 'D' ? markup(`<#${value}>`, `#${value}`) : undefined;
  },
});
