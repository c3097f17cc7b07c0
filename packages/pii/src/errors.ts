import { defineError } from '@localert/core';

/** A rule threw, or gave a place that is not in the text. `kind` says which; never what it looked at. */
export const PiiRuleFailedError = defineError<'LOCALERT_PII_RULE_FAILED', { kind: string; reason: string }>(
  'LOCALERT_PII_RULE_FAILED',
  {
    message: ({ kind, reason }) =>
      `The rule for ${kind} ${reason}. Nothing is known of the text: mend the rule.`,
  },
);
