export { lintSlackMessages, type SlackLintFinding, type SlackLintOptions } from './lint-slack-messages.ts';
export { SLACK_LINT_RULES, type SlackLintCode } from './slack-lint-rules.ts';
