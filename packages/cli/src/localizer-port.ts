import type { AlertSeverity, Locale, Messages, TranslationUsage } from '@localert/core';
import type { AiBudget, TenantClient } from '@localert/manager';

/** How a locale of a fixture stands. Only what is `missing` or `stale` wants a draft. */
export type HostLocaleStatus = 'missing' | 'stale' | 'proposed' | 'rejected' | 'current' | 'human';

/** A locale of a fixture, and what a draft of it would use. */
export interface HostPlannedLocale {
  readonly fixture: string;
  readonly locale: Locale;
  readonly severity: AlertSeverity;
  readonly status: HostLocaleStatus;
  readonly estimate: { readonly inputTokens: number; readonly outputTokens: number };
}

/** What became of a locale of a fixture. */
export interface HostLocaleOutcome {
  readonly fixture: string;
  readonly locale: Locale;
  readonly outcome: 'drafted' | 'approved' | 'skipped' | 'failed';
  /** Of what failed. */
  readonly code?: string;
}

/** Which locales of which fixtures. */
export interface HostLocaleChoice {
  readonly locales: readonly Locale[];
  /** Default: all of the tenant. */
  readonly fixtures?: readonly string[] | undefined;
}

/** What a batch is made of. */
export interface HostBatch extends HostLocaleChoice {
  readonly budget?: AiBudget | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How many drafts are made at once. */
  readonly concurrency?: number | undefined;
  readonly onProgress?:
    | ((progress: {
        readonly done: number;
        readonly total: number;
        readonly last: HostLocaleOutcome;
      }) => void)
    | undefined;
}

/**
 * What `localize` and `review` ask of a localizer; that of `@localert/localizer` is one. It is told by its shape, so that
 * a host without that package can type-check.
 */
export interface HostLocalizer {
  plan(client: TenantClient, choice: HostLocaleChoice): Promise<readonly HostPlannedLocale[]>;
  batch(
    client: TenantClient,
    batch: HostBatch,
  ): Promise<{ readonly outcomes: readonly HostLocaleOutcome[]; readonly usage: TranslationUsage }>;
  approve(client: TenantClient, fixture: string, locale: Locale, edits: Messages): Promise<unknown>;
  reject(client: TenantClient, fixture: string, locale: Locale, reason: string): Promise<unknown>;
}
