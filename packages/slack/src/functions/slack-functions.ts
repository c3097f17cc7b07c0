import { type CustomFunctions, domainFunctions } from '@localert/icu';
import { channel } from './channel.ts';
import { code } from './code.ts';
import { link } from './link.ts';
import { mention } from './mention.ts';
import { slackDate } from './slack-date.ts';

/**
 * The functions that every fixture has: Slack's own (`mention`, `channel`, `link`, `code`, `slackDate`) and
 * `domainFunctions` of `@localert/icu`.
 *
 * @example
 * ```ts
 * import { compileMessage } from '@localert/icu';
 * import { slackFunctions } from '@localert/slack';
 *
 * const message = compileMessage('On call: {who, mention}', { locale: 'en', functions: slackFunctions });
 * message.format({ who: 'U012AB3CD' }); // 'On call: <@U012AB3CD>'
 * ```
 */
export const slackFunctions: CustomFunctions = Object.freeze({
  ...domainFunctions,
  channel,
  code,
  link,
  mention,
  slackDate,
});

/** The functions of a host on top of those that every fixture has: the host's go first. */
export const withSlackFunctions = (own: CustomFunctions = {}): CustomFunctions =>
  Object.freeze({ ...slackFunctions, ...own });
