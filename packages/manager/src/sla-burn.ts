import type { DeliveryObjectives } from '@localert/core';
import type { SlaCounts, SlaRing } from './sla-window.ts';

/** What is promised. */
export type SlaObjective = 'success' | 'latency';

/** A rule that says when a budget burns too fast. */
export interface BurnRule {
  readonly urgency: 'page' | 'ticket';
  /** The long window, as a share of the objective's. */
  readonly share: number;
  /** How many times as fast as would just use the budget up. */
  readonly factor: number;
}

/**
 * Multiwindow, multi-burn-rate alerts: for 30 days, 2 % of the budget in an hour, 5 % in six hours, 10 % in three days.
 *
 * Source: Google, "The Site Reliability Workbook", chapter 5 "Alerting on SLOs", table 5-8.
 */
export const BURN_RULES: readonly BurnRule[] = Object.freeze([
  { urgency: 'page', share: 1 / 720, factor: 14.4 },
  { urgency: 'page', share: 1 / 120, factor: 6 },
  { urgency: 'ticket', share: 1 / 10, factor: 1 },
]);

/** The short window, which shows that it goes on: a twelfth of the long one. Source: the same chapter, section 6. */
const SHORT_PART = 12;

/**
 * Once begun it has not ended before three short windows together burn at less than half of the factor: what wavers, and
 * single alerts that fail now and then, are told once.
 */
const ENDS_BELOW = 0.5;
const ENDS_AFTER = 3;

/** Of 100 alerts that arrive, 99 are to arrive in time. */
const LATENCY_TARGET = 0.99;

/** The share of alerts that may fall short of an objective. */
export const allowedShare = (objective: SlaObjective, { successRate }: DeliveryObjectives): number =>
  1 - (objective === 'success' ? successRate : LATENCY_TARGET);

/** How many alerts count for an objective, and how many fell short of it. */
export const spentOf = (objective: SlaObjective, { total, failed, slow }: SlaCounts) =>
  objective === 'success' ? { total, bad: failed } : { total: total - failed, bad: slow };

/** How fast a budget burns: 1 uses it up at the very end of the window. */
export interface Burn {
  readonly objective: SlaObjective;
  readonly urgency: 'page' | 'ticket';
  /** Milliseconds. */
  readonly longMs: number;
  /** Milliseconds. */
  readonly shortMs: number;
  readonly factor: number;
  readonly longRate: number;
  readonly shortRate: number;
  /** Whether it burns too fast. */
  readonly burns: boolean;
}

/** What a rule says now. @param burnt - whether it said so before */
export function burnOf(
  ring: SlaRing,
  objectives: DeliveryObjectives,
  objective: SlaObjective,
  { urgency, share, factor }: BurnRule,
  at: number,
  burnt: boolean,
): Burn {
  const longMs = objectives.windowMs * share;
  const shortMs = longMs / SHORT_PART;
  const rateOf = (spanMs: number) => {
    const { total, bad } = spentOf(objective, ring.sum(spanMs, at));
    return { total, rate: total === 0 ? 0 : bad / total / allowedShare(objective, objectives) };
  };
  const long = rateOf(longMs);
  const short = rateOf(shortMs);
  const begins = long.rate >= factor && short.rate >= factor && long.total >= objectives.minAlerts;
  const goesOn = burnt && rateOf(shortMs * ENDS_AFTER).rate >= factor * ENDS_BELOW;
  return {
    ...{ objective, urgency, longMs, shortMs, factor },
    ...{ longRate: long.rate, shortRate: short.rate, burns: begins || goesOn },
  };
}
