import type { AlertSeverity } from '@localert/core';
import { own } from '../own.ts';
import type { FixtureDraft } from './drafting.ts';

/** When a draft needs no reviewer. */
export interface ApprovalRule {
  /** Least score of every text, 0 to 100. */
  readonly minScore: number;
  /** Most warnings of all texts together. Default 0. */
  readonly maxWarnings?: number;
  /** Whether texts pass that no rule could tell enough of, such as most titles. Default false: a person looks. */
  readonly unconfirmed?: boolean;
}

/**
 * Which drafts a rule approves, by the severity of their fixture. A severity that is not named wants a reviewer: by
 * default all do.
 */
export type ApprovalPolicy = { readonly [Severity in AlertSeverity]?: ApprovalRule };

/** Whether a draft needs no reviewer: whole, good enough, and of a severity that has a rule. */
export function isApprovedBy(
  policy: ApprovalPolicy,
  severity: AlertSeverity,
  { fields, untranslated, provenance }: FixtureDraft,
): boolean {
  const rule = own(policy, severity);
  if (rule === undefined || untranslated.length > 0) return false;
  const warnings = fields.reduce((count, { findings }) => count + findings.length, 0);
  const { score = 0 } = provenance;
  const { minScore, maxWarnings = 0, unconfirmed = false } = rule;
  if (!unconfirmed && fields.some((field) => field.unconfirmed)) return false;
  return score >= minScore && warnings <= maxWarnings;
}
