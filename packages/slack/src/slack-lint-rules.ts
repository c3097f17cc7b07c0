import type { LintRule } from '@localert/icu/lint';

const rule = (severity: LintRule['severity'], finds: string): LintRule => Object.freeze({ severity, finds });

/**
 * Every code that `lintSlackMessages` adds to those of `@localert/icu/lint`, with its usual severity. `docs/lint.md` is held
 * to this list by a test.
 */
export const SLACK_LINT_RULES = Object.freeze({
  'slack-cut': rule(
    'error',
    'a text longer than Slack takes in its place; a warning when only the longest values do it',
  ),
  'slack-split': rule('info', 'a text so long that it is split over several blocks'),
  broadcast: rule('info', 'a mention of everyone, which needs the permission `mention:broadcast`'),
  'token-argument': rule('warning', 'a token made of an argument, which is shown as text'),
  'token-broken': rule('warning', 'a token that Slack does not know, which is shown as text'),
  'date-fallback-missing': rule('warning', 'a date token without its fallback'),
  'link-host-argument': rule('warning', 'a value that decides where a link leads'),
  'markdown-bold': rule('warning', 'bold as in Markdown, which Slack shows with its stars'),
  'markdown-strike': rule('warning', 'struck out as in Markdown, which Slack shows with its tildes'),
  'markdown-link': rule('warning', 'a link as in Markdown, which Slack shows as it is written'),
  'markdown-heading': rule('warning', 'a heading as in Markdown, which Slack shows with its sign'),
  'mark-unbalanced': rule(
    'warning',
    'a mark beside an argument, or a backtick, without its other half in the line',
  ),
}) satisfies Readonly<Record<string, LintRule>>;

/** A code of {@link SLACK_LINT_RULES}. */
export type SlackLintCode = keyof typeof SLACK_LINT_RULES;
