import type { AlertSeverity, FixtureId, FloodPolicy, TenantId } from '@localert/core';

/** What a rule counts an alert by. */
export interface Floodable {
  readonly fixture: FixtureId;
  readonly severity: AlertSeverity;
  readonly group: string;
}

/** A rule whose window is full. */
export interface Flood {
  readonly per: FloodPolicy['per'];
  /** The same in every process for the same rule, window and what it counts together. */
  readonly key: string;
  /** Epoch milliseconds: the end of the window. */
  readonly until: number;
  readonly windowMs: number;
}

/** What became of an alert that was counted. */
export interface FloodCount {
  /** Absent where the alert goes out by itself. */
  readonly flood: Flood | undefined;
  /** It was not sent after all. */
  giveBack(): void;
}

/** Counts alerts by the rules of their tenants, in this process: with several, each lets as many pass. */
export interface Floods {
  /** @param at - epoch milliseconds */
  count(tenant: TenantId, rules: readonly FloodPolicy[], alert: Floodable, at: number): FloodCount;
  forget(tenant: TenantId): void;
}

interface Window {
  readonly tenant: TenantId;
  /** Epoch milliseconds. */
  readonly until: number;
  count: number;
}

/** Past so many windows those that are over are looked for, and again whenever they have doubled. */
const MANY = 5_000;
/** Most windows that are kept; past that, the one that was begun first is forgotten. */
const MOST = 40_000;

const NOTHING: FloodCount = Object.freeze({ flood: undefined, giveBack() {} });

const countedBy = (per: FloodPolicy['per'], { fixture, group }: Floodable): string =>
  per === 'fixture' ? fixture : per === 'channel' ? group : '';

/** Makes the counters of a process. */
export function createFloods(): Floods {
  const windows = new Map<string, Window>();
  let tidyAt = MANY;

  function makeRoom(at: number): void {
    if (windows.size >= tidyAt) {
      for (const [key, { until }] of windows) if (until <= at) windows.delete(key);
      tidyAt = Math.max(MANY, windows.size * 2);
    }
    const [oldest] = windows.keys();
    if (windows.size >= MOST && oldest !== undefined) windows.delete(oldest);
  }

  function windowOf(tenant: TenantId, key: string, until: number, at: number): Window {
    const known = windows.get(key);
    if (known !== undefined) return known;
    makeRoom(at);
    const made = { tenant, until, count: 0 };
    windows.set(key, made);
    return made;
  }

  return {
    count(tenant, rules, alert, at) {
      if (rules.length === 0) return NOTHING;
      const counted: Window[] = [];
      const giveBack = () => {
        for (const window of counted.splice(0)) window.count -= 1;
      };
      for (const [index, { per, most, withinMs, passes }] of rules.entries()) {
        const number = Math.floor(at / withinMs);
        const key = `flood/${per}/${index}/${number}/${countedBy(per, alert)}`;
        const until = (number + 1) * withinMs;
        const window = windowOf(tenant, `${tenant}/${key}`, until, at);
        if (window.count >= most && !passes.includes(alert.severity)) {
          // What is gathered takes nothing of other rules.
          giveBack();
          return { flood: { per, key, until, windowMs: withinMs }, giveBack };
        }
        window.count += 1;
        counted.push(window);
      }
      return { flood: undefined, giveBack };
    },
    forget(tenant) {
      for (const [key, window] of windows) if (window.tenant === tenant) windows.delete(key);
    },
  };
}
