import type { TenantId } from '@localert/core';

/** What a writer says of its work, a line each, as soon as the store has answered. */
export type Fact =
  | {
      readonly kind: 'commit';
      readonly tenant: TenantId;
      readonly fixture: string;
      readonly revision: number;
    }
  | { readonly kind: 'alert'; readonly tenant: TenantId; readonly id: string }
  | {
      readonly kind: 'claim';
      readonly tenant: TenantId;
      readonly id: string;
      /** Epoch milliseconds when it was claimed, and when the lease ends. */
      readonly at: number;
      readonly until: number;
    }
  | {
      readonly kind: 'settle';
      readonly tenant: TenantId;
      readonly id: string;
      readonly end: 'delivered' | 'dead' | 'retry' | 'release';
    }
  | { readonly kind: 'record'; readonly tenant: TenantId; readonly id: string; readonly version: number }
  | { readonly kind: 'forgotten'; readonly tenant: TenantId; readonly id: string }
  | { readonly kind: 'link'; readonly tenant: TenantId; readonly sequence: number; readonly hash: string }
  | { readonly kind: 'filled'; readonly tenant: TenantId }
  | { readonly kind: 'purged'; readonly tenant: TenantId };

/** Everything that was acknowledged, over all writers, and what they did that they never should. */
export interface Ledger {
  readonly facts: Record<Fact['kind'], number>;
  /** The highest revision acknowledged, by tenant and fixture. */
  readonly commits: Map<string, number>;
  readonly alerts: Set<string>;
  /** The last acknowledged end of an alert, if it is for good. */
  readonly ends: Map<string, 'delivered' | 'dead'>;
  readonly records: Map<string, number>;
  readonly forgotten: Set<string>;
  readonly links: Map<string, { readonly sequence: number; readonly hash: string }>;
  /** Tenants that were filled to be purged; `true` once they were. */
  readonly passing: Map<TenantId, boolean>;
  readonly wrongs: string[];
}

export const keyOf = (tenant: TenantId, id: string): string => JSON.stringify([tenant, id]);

/** The tenant and id of a key. */
export const partsOf = (key: string): readonly [TenantId, string] => JSON.parse(key) as [TenantId, string];

/** Nothing has happened yet. */
export function createLedger() {
  const facts = Object.fromEntries(
    ['commit', 'alert', 'claim', 'settle', 'record', 'forgotten', 'link', 'filled', 'purged'].map((kind) => [
      kind,
      0,
    ]),
  ) as Ledger['facts'];
  const ledger: Ledger = {
    facts,
    commits: new Map(),
    alerts: new Set(),
    ends: new Map(),
    records: new Map(),
    forgotten: new Set(),
    links: new Map(),
    passing: new Map(),
    wrongs: [],
  };
  /** When the last lease of an alert ends, while nobody has settled it. */
  const leases = new Map<string, number>();

  function note(fact: Fact): void {
    facts[fact.kind] += 1;
    switch (fact.kind) {
      case 'commit': {
        const key = keyOf(fact.tenant, fact.fixture);
        ledger.commits.set(key, Math.max(fact.revision, ledger.commits.get(key) ?? 0));
        return;
      }
      case 'alert':
        ledger.alerts.add(keyOf(fact.tenant, fact.id));
        return;
      case 'claim': {
        const key = keyOf(fact.tenant, fact.id);
        if (ledger.ends.has(key)) ledger.wrongs.push(`an alert was claimed after its end: ${key}`);
        if ((leases.get(key) ?? 0) > fact.at)
          ledger.wrongs.push(`an alert was claimed within a lease: ${key}`);
        leases.set(key, fact.until);
        return;
      }
      case 'settle': {
        const key = keyOf(fact.tenant, fact.id);
        leases.delete(key);
        if (fact.end === 'delivered' || fact.end === 'dead') ledger.ends.set(key, fact.end);
        return;
      }
      case 'record':
        ledger.records.set(keyOf(fact.tenant, fact.id), fact.version);
        return;
      case 'forgotten':
        ledger.forgotten.add(keyOf(fact.tenant, fact.id));
        return;
      case 'link': {
        const before = ledger.links.get(fact.tenant);
        if (before === undefined || before.sequence < fact.sequence) ledger.links.set(fact.tenant, fact);
        return;
      }
      case 'filled':
        ledger.passing.set(fact.tenant, false);
        return;
      case 'purged':
        ledger.passing.set(fact.tenant, true);
        return;
    }
  }
  return { ledger, note };
}
