import type { TokenPrices } from './config.ts';
import type { HostPlannedLocale } from './localizer-port.ts';
import { table } from './table.ts';

/** What drafts would use at the most. */
export interface Cost {
  /** Locales of fixtures that want a draft. */
  readonly drafts: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In the currency of the prices; absent without prices. */
  readonly price?: number | undefined;
  readonly currency?: string | undefined;
}

const MILLION = 1_000_000;

/** What a plan asks for: only what is missing or stale. */
export const wanted = (plan: readonly HostPlannedLocale[]): readonly HostPlannedLocale[] =>
  plan.filter(({ status }) => status === 'missing' || status === 'stale');

export function costOf(plan: readonly HostPlannedLocale[], prices: TokenPrices | undefined): Cost {
  const estimates = wanted(plan).map(({ estimate }) => estimate);
  const inputTokens = estimates.reduce((sum, one) => sum + one.inputTokens, 0);
  const outputTokens = estimates.reduce((sum, one) => sum + one.outputTokens, 0);
  const cost = { drafts: estimates.length, inputTokens, outputTokens };
  if (prices === undefined) return cost;
  const price = (inputTokens * prices.input + outputTokens * prices.output) / MILLION;
  return { ...cost, price, currency: prices.currency };
}

/** The cost in words. */
export function costText({ drafts, inputTokens, outputTokens, price, currency }: Cost): string {
  const money = price === undefined ? '' : `, ${price.toFixed(2)} ${currency}`;
  return `${drafts} drafts, at the most ${inputTokens} tokens in and ${outputTokens} out${money}`;
}

/** How every locale stands: a row a locale. */
export function planTable(plan: readonly HostPlannedLocale[]): string {
  const statuses = ['missing', 'stale', 'proposed', 'rejected', 'current', 'human'] as const;
  const locales = [...new Set(plan.map(({ locale }) => locale))].sort();
  const rows = locales.map((locale) => [
    locale,
    ...statuses.map((status) =>
      String(plan.filter((one) => one.locale === locale && one.status === status).length),
    ),
  ]);
  return table(['locale', ...statuses], rows);
}
