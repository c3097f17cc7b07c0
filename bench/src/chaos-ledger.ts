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
      readonly lease: string;
      /** Epoch milliseconds: when it was asked for, when it was had, and when the lease ends. */
      readonly at: number;
      readonly had: number;
      readonly until: number;
    }
  /** Said before a claim is settled: whoever is killed then may have let go of the alert without saying so. */
  | {
      readonly kind: 'letting-go';
      readonly tenant: TenantId;
      readonly id: string;
      readonly lease: string;
      readonly at: number;
    }
  | {
      readonly kind: 'settle';
      readonly tenant: TenantId;
      readonly id: string;
      readonly end: 'delivered' | 'dead' | 'retry' | 'release';
      readonly at: number;
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
  /** What writers did that they never should; asked when none of them runs, for what they say comes in any order. */
  wrongs(): readonly string[];
}

export const keyOf = (tenant: TenantId, id: string): string => JSON.stringify([tenant, id]);

/** The tenant and id of a key. */
export const partsOf = (key: string): readonly [TenantId, string] => JSON.parse(key) as [TenantId, string];

type Claim = Pick<Extract<Fact, { kind: 'claim' }>, 'lease' | 'at' | 'had' | 'until'>;

/** How an alert was claimed and let go of, over all writers; times are epoch milliseconds. */
interface Handling {
  readonly claims: Claim[];
  /** By lease. */
  readonly letGo: Map<string, number>;
  endedAt: number;
}

function wrongsOf(key: string, { claims, letGo, endedAt }: Handling): string[] {
  const wrongs: string[] = [];
  for (const claim of claims) {
    if (claim.at > endedAt) wrongs.push(`an alert was claimed after its end: ${key}`);
    for (const other of claims) {
      // A claim takes effect some time between its question and its answer: only what cannot have been is wrong.
      const heldTo = Math.min(other.until, letGo.get(other.lease) ?? Number.POSITIVE_INFINITY);
      const within = claim.at >= other.had && claim.had < heldTo;
      if (claim !== other && within) wrongs.push(`an alert was claimed within a lease: ${key}`);
    }
  }
  return wrongs;
}

const KINDS: readonly Fact['kind'][] = [
  'commit',
  'alert',
  'claim',
  'letting-go',
  'settle',
  'record',
  'forgotten',
  'link',
  'filled',
  'purged',
];

/** Nothing has happened yet. */
export function createLedger() {
  const handled = new Map<string, Handling>();
  const ledger: Ledger = {
    facts: Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Ledger['facts'],
    commits: new Map(),
    alerts: new Set(),
    ends: new Map(),
    records: new Map(),
    forgotten: new Set(),
    links: new Map(),
    passing: new Map(),
    wrongs: () => [...handled].flatMap(([key, handling]) => wrongsOf(key, handling)),
  };

  function handlingOf(key: string): Handling {
    const known = handled.get(key) ?? { claims: [], letGo: new Map(), endedAt: Number.POSITIVE_INFINITY };
    handled.set(key, known);
    return known;
  }

  function note(fact: Fact): void {
    ledger.facts[fact.kind] += 1;
    switch (fact.kind) {
      case 'commit': {
        const key = keyOf(fact.tenant, fact.fixture);
        ledger.commits.set(key, Math.max(fact.revision, ledger.commits.get(key) ?? 0));
        return;
      }
      case 'alert':
        ledger.alerts.add(keyOf(fact.tenant, fact.id));
        return;
      case 'claim':
        handlingOf(keyOf(fact.tenant, fact.id)).claims.push(fact);
        return;
      case 'letting-go':
        handlingOf(keyOf(fact.tenant, fact.id)).letGo.set(fact.lease, fact.at);
        return;
      case 'settle': {
        if (fact.end !== 'delivered' && fact.end !== 'dead') return;
        const key = keyOf(fact.tenant, fact.id);
        handlingOf(key).endedAt = fact.at;
        ledger.ends.set(key, fact.end);
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
        if (!ledger.passing.has(fact.tenant)) ledger.passing.set(fact.tenant, false);
        return;
      case 'purged':
        ledger.passing.set(fact.tenant, true);
        return;
    }
  }
  return { ledger, note };
}
