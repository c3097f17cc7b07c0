import type { FixtureId, TenantId } from './ids.ts';
import type { Locale } from './locale.ts';
import type { AlertSeverity } from './severity.ts';

interface AlertEventBase {
  readonly tenant: TenantId;
  readonly alert: string;
  readonly fixture: FixtureId;
  readonly severity: AlertSeverity;
}

/**
 * What observers are told. Only these fields: never a text, a value, a key or a token.
 * Times are epoch milliseconds, durations milliseconds.
 */
export type LocalertEvent =
  | (AlertEventBase & {
      readonly type: 'alert.enqueued';
      readonly locale: Locale;
      readonly problems: number;
      readonly durationMs: number;
    })
  | (AlertEventBase & { readonly type: 'alert.fallback'; readonly step: string; readonly locale: Locale })
  | (AlertEventBase & { readonly type: 'alert.duplicate'; readonly duplicateOf: string })
  | (AlertEventBase & {
      readonly type: 'alert.delivered';
      readonly attempt: number;
      readonly latencyMs: number;
      /** Not in the form or at the place that was asked for: shorter, as plain text, at its fallback. */
      readonly degraded: boolean;
      /** It had been posted by an attempt that ended in doubt, and was found. Absent when it was not. */
      readonly reconciled?: boolean;
    })
  | (AlertEventBase & {
      readonly type: 'alert.attempt-failed';
      readonly attempt: number;
      readonly code: string;
      readonly outcome: string;
    })
  | (AlertEventBase & { readonly type: 'alert.dead'; readonly attempt: number; readonly code: string })
  /** Its time was over before it could be posted. It is a dead letter. */
  | (AlertEventBase & { readonly type: 'alert.expired'; readonly attempt: number })
  /** When its turn came, nothing was to be posted any more. */
  | (AlertEventBase & { readonly type: 'alert.dropped'; readonly code: string })
  | {
      readonly type: 'alert.refused';
      readonly tenant: TenantId;
      readonly fixture: FixtureId;
      readonly code: string;
    }
  | {
      readonly type: 'fixture.saved';
      readonly tenant: TenantId;
      readonly fixture: FixtureId;
      readonly revision: number;
    }
  | {
      readonly type: 'fixture.refused';
      readonly tenant: TenantId;
      readonly fixture: FixtureId;
      readonly findings: number;
    }
  | {
      readonly type: 'tenant.changed';
      readonly tenant: TenantId;
      readonly change: 'created' | 'updated' | 'suspended' | 'resumed' | 'deleted';
    }
  | {
      readonly type: 'key.changed';
      readonly tenant: TenantId;
      readonly change: 'created' | 'rotated' | 'destroyed';
    }
  | {
      readonly type: 'access.denied';
      readonly tenant: TenantId;
      readonly actor: string;
      readonly permission: string;
    }
  /** A key was shown that is none here. Without the tenant where the key does not name one. */
  | { readonly type: 'access.unauthenticated'; readonly tenant?: TenantId }
  /** An audit entry could not be kept. `served`: the operation was done all the same. */
  | {
      readonly type: 'audit.failed';
      readonly tenant: TenantId;
      readonly action: string;
      readonly code: string;
      readonly served: boolean;
    }
  /** Personal data stands in an alert or in a text that is saved. Kinds only, each once. */
  | {
      readonly type: 'pii.found';
      readonly tenant: TenantId;
      readonly fixture: FixtureId;
      readonly kinds: readonly string[];
      readonly policy: 'warn' | 'redact' | 'block';
      readonly where: 'value' | 'message';
    }
  /** A counter did not answer: this process counts by itself until it does. */
  | {
      readonly type: 'quota.uncounted';
      readonly tenant: TenantId;
      readonly quota: string;
      readonly code: string;
    }
  /** The store did not answer for an alert, in time or at all; told for each such alert. */
  | {
      readonly type: 'store.failed';
      readonly tenant: TenantId;
      readonly code: string;
      /** `stale`: the last good state; `nothing`: a minimal message. */
      readonly served: 'stale' | 'nothing';
      /** How old the last good state is: the older of fixture and tenant. */
      readonly staleMs?: number;
      /** Since when the tenant's store has not answered this process. */
      readonly since?: number;
    }
  /** The store answers for a tenant again. */
  | { readonly type: 'store.recovered'; readonly tenant: TenantId; readonly downMs: number }
  /** A tenant in code was not brought in at the start. `final`: it was refused, and is not tried again. */
  | {
      readonly type: 'start.degraded';
      readonly tenant: TenantId;
      readonly code: string;
      readonly final: boolean;
    }
  /** A watch could not read its feed, and tries again; without a tenant it is the host's. */
  | { readonly type: 'watch.failed'; readonly tenant?: TenantId; readonly code: string }
  /** A workspace of the tenant failed again and again, and is spared (`open`); is tried (`half-open`); answers (`closed`). */
  | {
      readonly type: 'delivery.breaker';
      readonly tenant: TenantId;
      readonly state: 'open' | 'half-open' | 'closed';
    }
  /** A destination of the tenant refuses whatever is posted there; its alerts wait, or go to their fallbacks. */
  | { readonly type: 'destination.refused'; readonly tenant: TenantId; readonly code: string }
  /** A destination that refused takes messages again. */
  | { readonly type: 'destination.recovered'; readonly tenant: TenantId }
  /** Alerts go out later than the host wants, or no longer do. `waitMs`: how late those claimed last were. */
  | { readonly type: 'delivery.behind'; readonly behind: boolean; readonly waitMs: number }
  | { readonly type: 'dispatcher.failed'; readonly code: string };

/** Is told what happens. It can neither throw into the path nor change it. */
export type Observer = (event: LocalertEvent) => void;

/**
 * One observer out of many: each is told, and what one throws reaches nobody.
 *
 * @example
 * ```ts
 * import { observers } from '@localert/core';
 *
 * const tell = observers([(event) => console.log(event.type)]);
 * ```
 */
export function observers(list: readonly Observer[]): Observer {
  return (event) => {
    for (const observer of list) {
      try {
        const told: unknown = observer(event);
        // An async function passes for an observer: what it rejects with must not end the process.
        if (told instanceof Promise) told.catch(() => undefined);
      } catch {
        // An observer's fault is its own: the alert goes on.
      }
    }
  };
}
