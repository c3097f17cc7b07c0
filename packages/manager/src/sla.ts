import type { Clock, DeliveryObjectives, LocalertEvent, Observer, TenantId } from '@localert/core';
import { allowedShare, BURN_RULES, type Burn, burnOf, type SlaObjective, spentOf } from './sla-burn.ts';
import { type SlaEnd, type SlaHistogram, type SlaRing, slaHistogram, slaRing } from './sla-window.ts';

/** What may fall short of an objective in its window, and what did. */
export interface ErrorBudget {
  readonly objective: SlaObjective;
  /** Alerts that may fall short, of those in the window. */
  readonly allowed: number;
  readonly spent: number;
  /** 1: all of it is left · 0: none · below: the promise is broken. */
  readonly left: number;
}

/** How a tenant's alerts were delivered, beside what was promised. Counted by this process, since it began. */
export interface SlaReport {
  readonly tenant: TenantId;
  readonly objectives: DeliveryObjectives;
  /** Epoch milliseconds from which this process has counted. */
  readonly since: number;
  /** Alerts of the window that arrived, or were given up. */
  readonly alerts: number;
  readonly failed: number;
  /** Arrived, but later than promised. */
  readonly slow: number;
  /** Of the window; absent without alerts. */
  readonly successRate?: number;
  /** Milliseconds from the enqueue until the other side accepted, over about the last twentieth of the window, up to a fifth too high. */
  readonly p99Ms?: number;
  readonly budgets: readonly ErrorBudget[];
  /** What each rule says. */
  readonly burns: readonly Burn[];
}

/** Watches over what tenants were promised. */
export interface Sla {
  /** Counts what is told of alerts. */
  readonly hear: Observer;
  /** `undefined` for a tenant without objectives. */
  report(tenant: TenantId): Promise<SlaReport | undefined>;
  forget(tenant: TenantId): void;
  close(): void;
}

/** What is counted for a tenant: some 12 KiB. */
interface Watch {
  readonly objectives: DeliveryObjectives;
  readonly since: number;
  /** Steps fine enough for the rules; as long as the longest of them. */
  readonly fine: SlaRing;
  /** The whole window, for the budget. */
  readonly coarse: SlaRing;
  readonly latencies: SlaHistogram;
  /** Rules that were told to burn. */
  readonly burning: Set<string>;
  /** Epoch milliseconds. */
  lookedAt: number;
}

/** Most tenants that are watched; past that, the one that was counted longest ago is forgotten. */
const MAX_TENANTS = 1_000;
/** The shortest of the rules' windows, as a part of the objective's. */
const FINE_STEPS = 8_640;
const COARSE_STEPS = 60;
const LATENCY_PART = 20;
/** Milliseconds between two looks at a tenant's rules, with and without alerts. */
const LOOK_MS = 1_000;
const TICK_MS = 15_000;

const OBJECTIVES = ['success', 'latency'] as const satisfies readonly SlaObjective[];

/** Ends that are no delivery; an alert that is dropped had nothing to say any more. */
const FAILURES: ReadonlySet<string> = new Set(['alert.dead', 'alert.expired']);

const watchOf = (objectives: DeliveryObjectives, since: number): Watch => ({
  objectives,
  since,
  fine: slaRing(objectives.windowMs / FINE_STEPS, objectives.windowMs / 10),
  coarse: slaRing(objectives.windowMs / COARSE_STEPS, objectives.windowMs),
  latencies: slaHistogram(objectives.windowMs / LATENCY_PART),
  burning: new Set(),
  lookedAt: 0,
});

const sameObjectives = (one: DeliveryObjectives, other: DeliveryObjectives): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/**
 * Makes a watch over objectives. All of it is in the memory of this process: a restart begins anew, and each process tells
 * of the alerts that it delivers.
 *
 * @param objectivesOf - what a tenant was promised; may reject
 * @param observe - is told of burning budgets
 */
export function createSla(
  clock: Clock,
  observe: Observer,
  objectivesOf: (tenant: TenantId) => Promise<DeliveryObjectives | undefined>,
): Sla {
  const watches = new Map<TenantId, Watch>();

  function watch(tenant: TenantId, objectives: DeliveryObjectives | undefined): Watch | undefined {
    if (objectives === undefined) {
      watches.delete(tenant);
      return undefined;
    }
    const known = watches.get(tenant);
    const kept = known !== undefined && sameObjectives(known.objectives, objectives) ? known : undefined;
    const made = kept ?? watchOf(objectives, clock.now());
    // The order of the map is that of use.
    watches.delete(tenant);
    watches.set(tenant, made);
    for (const oldest of watches.keys()) {
      if (watches.size <= MAX_TENANTS) break;
      watches.delete(oldest);
    }
    return made;
  }

  const burnsOf = ({ fine, objectives, burning }: Watch, at: number): readonly Burn[] =>
    OBJECTIVES.flatMap((objective) =>
      BURN_RULES.map((rule) =>
        burnOf(fine, objectives, objective, rule, at, burning.has(`${objective}/${rule.factor}`)),
      ),
    );

  function look(tenant: TenantId, watched: Watch): void {
    const at = clock.now();
    watched.lookedAt = at;
    for (const { objective, urgency, factor, longMs, longRate, burns } of burnsOf(watched, at)) {
      const rule = `${objective}/${factor}`;
      if (burns === watched.burning.has(rule)) continue;
      if (burns) watched.burning.add(rule);
      else watched.burning.delete(rule);
      const state = burns ? 'begun' : 'ended';
      observe({ type: 'sla.burn', tenant, objective, state, urgency, longMs, burnRate: longRate });
    }
  }

  function count(tenant: TenantId, watched: Watch, latencyMs: number | undefined): void {
    const at = clock.now();
    const late = latencyMs !== undefined && latencyMs > watched.objectives.acceptedMs;
    const end: SlaEnd = latencyMs === undefined ? 'failed' : late ? 'slow' : 'good';
    watched.fine.add(end, at);
    watched.coarse.add(end, at);
    if (latencyMs !== undefined) watched.latencies.add(latencyMs, at);
    if (Math.abs(at - watched.lookedAt) >= LOOK_MS) look(tenant, watched);
  }

  async function heard(event: LocalertEvent & { readonly tenant: TenantId }): Promise<void> {
    const { tenant } = event;
    let objectives: DeliveryObjectives | undefined;
    try {
      objectives = await objectivesOf(tenant);
    } catch {
      // What was promised last holds while the directory does not answer.
      objectives = watches.get(tenant)?.objectives;
    }
    const watched = watch(tenant, objectives);
    if (watched !== undefined)
      count(tenant, watched, event.type === 'alert.delivered' ? event.latencyMs : undefined);
  }

  const ticking = setInterval(() => {
    for (const [tenant, watched] of watches) look(tenant, watched);
  }, TICK_MS);
  // Not every platform's timer is an object that holds the process.
  (ticking as { unref?: () => void }).unref?.();

  return {
    hear(event) {
      if (event.type === 'alert.delivered') void heard(event);
      else if (FAILURES.has(event.type)) void heard(event as typeof event & { tenant: TenantId });
    },

    async report(tenant) {
      const watched = watch(tenant, await objectivesOf(tenant));
      if (watched === undefined) return undefined;
      const at = clock.now();
      const { objectives, since, coarse, latencies } = watched;
      const counts = coarse.sum(objectives.windowMs, at);
      const { total: alerts, failed, slow } = counts;
      const p99Ms = latencies.quantile(0.99, at);
      return {
        ...{ tenant, objectives, since, alerts, failed, slow },
        ...(alerts > 0 && { successRate: 1 - failed / alerts }),
        ...(p99Ms !== undefined && { p99Ms }),
        budgets: OBJECTIVES.map((objective) => {
          const { total, bad: spent } = spentOf(objective, counts);
          const allowed = total * allowedShare(objective, objectives);
          return { objective, allowed, spent, left: allowed === 0 ? 1 : 1 - spent / allowed };
        }),
        burns: burnsOf(watched, at),
      };
    },

    forget: (tenant) => void watches.delete(tenant),
    close: () => clearInterval(ticking),
  };
}
