import type {
  AlertSeverity,
  Finding,
  Locale,
  LocalertEvent,
  Messages,
  SlackFixture,
  TranslationMemory,
  TranslationUsage,
} from '@localert/core';
import type { DraftClient } from './draft-client.ts';
import type { HouseStyles } from './memory/house-styles.ts';
import type { ApprovalPolicy } from './pipeline/approval.ts';
import type { DraftBounds, DraftingOptions, FixtureDraft } from './pipeline/drafting.ts';
import type { TokenEstimate } from './pipeline/estimate.ts';
import type { LocaleStatus } from './pipeline/status.ts';

/** How a localizer works. */
export interface LocalizerOptions extends DraftingOptions {
  /** Approved texts are remembered here. Default: the first of `memories`. */
  readonly remember?: TranslationMemory | undefined;
  /** How each tenant writes; learns from what reviewers change. Takes the place of `style`. */
  readonly styles?: HouseStyles | undefined;
  /** Whether translations that anybody saves are looked at: what is found comes back as warnings. Default `warn`. */
  readonly checkSaves?: 'warn' | 'off' | undefined;
  /** Which drafts need no reviewer. Default: all need one. */
  readonly approve?: ApprovalPolicy | undefined;
  /** Epoch milliseconds; default: the system's time. */
  readonly now?: (() => number) | undefined;
}

/** One locale of one fixture. */
export interface LocaleJob {
  readonly fixture: string;
  readonly locale: Locale;
}

/** What became of a locale of a fixture. */
export interface LocaleOutcome extends LocaleJob {
  readonly severity: AlertSeverity;
  /** `drafted`: it waits for a reviewer. `approved`: by the policy. `skipped`: there was nothing to do. `failed`: see `code`. */
  readonly outcome: 'drafted' | 'approved' | 'skipped' | 'failed';
  /** How it stood before. */
  readonly status: LocaleStatus;
  readonly score?: number;
  /** Fields whose text is still the source's. */
  readonly untranslated: readonly string[];
  readonly usage: TranslationUsage;
  readonly code?: string;
}

/** What a batch is made of. */
export interface BatchOptions extends DraftBounds {
  readonly locales: readonly Locale[];
  /** Default: all of the tenant. */
  readonly fixtures?: readonly string[] | undefined;
  /** How many drafts are made at once. Default 2. */
  readonly concurrency?: number | undefined;
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined;
}

/** How far a batch is. */
export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  readonly usage: TranslationUsage;
  readonly last: LocaleOutcome;
}

/** What a batch did. */
export interface BatchReport {
  readonly outcomes: readonly LocaleOutcome[];
  readonly usage: TranslationUsage;
}

/** How a locale of a fixture stands, and what a draft of it would use. */
export interface PlannedLocale extends LocaleJob {
  readonly severity: AlertSeverity;
  readonly status: LocaleStatus;
  /** Nothing for a locale that needs no draft. */
  readonly estimate: TokenEstimate;
}

/** Drafts texts in the locales that fixtures lack. */
export interface Localizer {
  /** As a plugin of a manager: `plugins: [localizer({ … })]`. */
  readonly name: string;
  readonly onSave: (context: { readonly fixture: Readonly<SlackFixture> }) => readonly Finding[];
  readonly observe: (event: LocalertEvent) => void;
  /**
   * Drafts one locale of a stored fixture and proposes it; what the policy approves is in use at once. A locale for which
   * there is nothing to do is skipped, so that a second run costs nothing.
   *
   * @throws what the client and the budget throw, the signal's reason
   */
  draft(client: DraftClient, fixture: string, locale: Locale, bounds?: DraftBounds): Promise<LocaleOutcome>;
  /**
   * Drafts a tenant's fixtures in several locales. What is done is kept: a batch that was stopped goes on where it was when
   * it is run again. A fixture that fails does not stop the others; a used-up budget does.
   *
   * @throws LOCALERT_QUOTA_EXCEEDED, the signal's reason
   */
  batch(client: DraftClient, options: BatchOptions): Promise<BatchReport>;
  /** What a batch would do, and what it would use at the most. Asks no translator. */
  plan(
    client: DraftClient,
    options: Pick<BatchOptions, 'locales' | 'fixtures'>,
  ): Promise<readonly PlannedLocale[]>;
  /** Makes a draft and stores nothing. */
  preview(client: DraftClient, fixture: string, locale: Locale, bounds?: DraftBounds): Promise<FixtureDraft>;
  /** Approves a draft for a person who has read it, with what they changed, and remembers the texts. */
  approve(client: DraftClient, fixture: string, locale: Locale, edits?: Messages): Promise<SlackFixture>;
  /** Rejects a draft, and says why. */
  reject(client: DraftClient, fixture: string, locale: Locale, reason: string): Promise<SlackFixture>;
}
