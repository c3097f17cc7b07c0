import {
  canonicalLocale,
  type DraftInput,
  isLocalertError,
  type Locale,
  type Messages,
  type SlackFixture,
  type TenantScope,
  type TranslationUsage,
} from '@localert/core';
import { type DraftClient, isInCode, storedFixtures } from './draft-client.ts';
import type {
  BatchOptions,
  LocaleOutcome,
  Localizer,
  LocalizerOptions,
  PlannedLocale,
} from './localizer-types.ts';
import { own } from './own.ts';
import { isApprovedBy } from './pipeline/approval.ts';
import { addUsage, NO_USAGE } from './pipeline/ask.ts';
import {
  type DraftRecipe,
  draftFixture,
  memoryUnits,
  recipeOf,
  sourceMessages,
} from './pipeline/draft-fixture.ts';
import type { DraftBounds, DraftingOptions, FixtureDraft } from './pipeline/drafting.ts';
import { estimateDraft } from './pipeline/estimate-draft.ts';
import { importGate } from './pipeline/gates.ts';
import { inParallel } from './pipeline/in-parallel.ts';
import { saveFindings } from './pipeline/save-findings.ts';
import { type LocaleStatus, localeStatus, WORTH_A_DRAFT } from './pipeline/status.ts';

/** Ends a batch: the next fixture would meet it too. */
const ENDS: ReadonlySet<string> = new Set([
  'LOCALERT_QUOTA_EXCEEDED',
  'LOCALERT_FORBIDDEN',
  'LOCALERT_TENANT_SUSPENDED',
  'LOCALERT_MANAGER_CLOSED',
]);

/** What a draft keeps of what the gate said. */
const MAX_SENTENCE = 500;
const MAX_FINDINGS = 200;

const asInput = ({ messages, provenance, fields, untranslated }: FixtureDraft): DraftInput => ({
  messages,
  provenance,
  untranslated: [...untranslated],
  findings: fields
    .flatMap(({ field, findings }) =>
      findings.map(({ severity, code, message }) => ({
        ...{ field, severity, code },
        message: message.slice(0, MAX_SENTENCE),
      })),
    )
    .slice(0, MAX_FINDINGS),
});

/** A locale of a fixture, with what has to be known before it is drafted. */
interface Known {
  readonly fixture: SlackFixture;
  readonly locale: Locale;
  readonly status: LocaleStatus;
  readonly recipe: DraftRecipe;
}

/**
 * Makes a localizer: it drafts texts in the locales that a tenant's fixtures lack, behind the quality gate, and proposes
 * them for review. It works with the clients of any number of managers and tenants; nothing of one tenant reaches another.
 *
 * @example
 * ```ts
 * import { libreTranslate, localizer } from '@localert/localizer';
 *
 * declare const acme: Parameters<ReturnType<typeof localizer>['draft']>[0]; // manager.forTenant('acme', …)
 *
 * const ai = localizer({ translators: [libreTranslate({ url: 'http://127.0.0.1:5000' })] });
 * const { outcome, score } = await ai.draft(acme, 'disk_full', 'ja-JP');
 * console.log(outcome, score); // drafted 96
 * ```
 */
export function localizer(settings: LocalizerOptions): Localizer {
  const { approve: policy = {}, now = Date.now, styles, checkSaves = 'warn' } = settings;
  const options: DraftingOptions = { ...settings, style: settings.style ?? styles?.of };
  const { memories = [], remember = memories[0] } = settings;

  async function know(client: DraftClient, fixture: SlackFixture, tag: string): Promise<Known> {
    const locale = canonicalLocale(tag, 'localizer');
    const recipe = await recipeOf(client.scope, fixture, locale, options);
    const status = locale === fixture.baseLocale ? 'human' : localeStatus(fixture, locale, recipe);
    return { fixture, locale, status, recipe };
  }

  const outcomeOf = (
    { fixture, locale, status }: Known,
    outcome: LocaleOutcome['outcome'],
    more: Partial<LocaleOutcome> = {},
  ): LocaleOutcome => ({
    ...{ fixture: fixture.id, severity: fixture.severity, locale, status, outcome },
    untranslated: [],
    usage: NO_USAGE,
    ...more,
  });

  async function store(client: DraftClient, known: Known, draft: FixtureDraft): Promise<LocaleOutcome> {
    const { fixture, locale } = known;
    const { usage, untranslated, provenance } = draft;
    const proposed = await client.drafts.propose(fixture.id, locale, asInput(draft));
    const told = { usage, untranslated, ...(provenance.score !== undefined && { score: provenance.score }) };
    // Under another revision somebody has changed something since: a reviewer should look.
    const isPlain = known.status === 'missing' || known.status === 'stale';
    if (!isPlain || !isApprovedBy(policy, fixture.severity, draft)) return outcomeOf(known, 'drafted', told);
    await client.drafts.approve(fixture.id, locale, { by: 'policy', expectedRevision: proposed.revision });
    return outcomeOf(known, 'approved', told);
  }

  /** Remembers approved texts, and what a reviewer changed in them. */
  async function learn(
    scope: TenantScope,
    fixture: SlackFixture,
    locale: Locale,
    drafted: Messages,
    edits: Messages,
  ): Promise<void> {
    await remember?.remember(scope, memoryUnits(fixture, locale, 'human', now()));
    const changed = Object.entries(sourceMessages(fixture)).flatMap(([field, source]) => {
      const [before, after] = [own(drafted, field), own(edits, field)];
      return before === undefined || after === undefined ? [] : [{ source, before, after }];
    });
    if (changed.length > 0) await styles?.learn(scope, locale, changed);
  }

  async function make(client: DraftClient, known: Known, bounds: DraftBounds): Promise<LocaleOutcome> {
    if (!WORTH_A_DRAFT.has(known.status)) return outcomeOf(known, 'skipped');
    const { fixture, locale, recipe } = known;
    return store(client, known, await draftFixture(client.scope, fixture, locale, options, bounds, recipe));
  }

  async function knowAll(
    client: DraftClient,
    { locales, fixtures }: Pick<BatchOptions, 'locales' | 'fixtures'>,
  ): Promise<readonly Known[]> {
    const all: Known[] = [];
    for await (const fixture of storedFixtures(client, fixtures)) {
      for (const locale of locales) all.push(await know(client, fixture, locale));
    }
    return all;
  }

  return {
    name: 'localizer',

    // Texts of people are warned of, never refused: who wrote them knows what they mean.
    onSave: ({ fixture }) => (checkSaves === 'off' ? [] : saveFindings(fixture, options.gate ?? importGate)),

    observe(event) {
      if (event.type !== 'tenant.changed' || event.change !== 'deleted') return;
      for (const memory of memories) memory.purge?.(event.tenant);
    },

    async draft(client, id, locale, bounds = {}) {
      const known = await know(client, await client.get(id), locale);
      // Asked before anything is paid for: a fixture in code takes no draft.
      if (await isInCode(client, id)) return outcomeOf(known, 'failed', { code: 'LOCALERT_FIXTURE_IN_CODE' });
      return make(client, known, bounds);
    },

    async batch(client, { concurrency = 2, onProgress, signal, budget, deadline, ...what }) {
      const all = await knowAll(client, what);
      const outcomes: LocaleOutcome[] = [];
      let usage: TranslationUsage = NO_USAGE;
      const byFixture = new Map<string, Known[]>();
      for (const known of all) {
        const same = byFixture.get(known.fixture.id);
        if (same === undefined) byFixture.set(known.fixture.id, [known]);
        else same.push(known);
      }
      // One fixture at a time: two proposals for one would each refuse the other.
      await inParallel(byFixture.values(), concurrency, async (knowns) => {
        for (const known of knowns) {
          signal?.throwIfAborted();
          const last = await make(client, known, { signal, budget, deadline }).catch((error: unknown) => {
            signal?.throwIfAborted();
            if (!isLocalertError(error) || ENDS.has(error.code)) throw error;
            return outcomeOf(known, 'failed', { code: error.code });
          });
          outcomes.push(last);
          usage = addUsage(usage, last.usage);
          onProgress?.({ done: outcomes.length, total: all.length, usage, last });
        }
      });
      return { outcomes, usage };
    },

    async plan(client, what) {
      const planned: PlannedLocale[] = [];
      for (const { fixture, locale, status, recipe } of await knowAll(client, what)) {
        const estimate = await estimateDraft(
          client.scope,
          fixture,
          locale,
          WORTH_A_DRAFT.has(status),
          options,
          recipe,
        );
        planned.push({ fixture: fixture.id, severity: fixture.severity, locale, status, estimate });
      }
      return planned;
    },

    async preview(client, id, tag, bounds = {}) {
      const locale = canonicalLocale(tag, 'localizer');
      return draftFixture(client.scope, await client.get(id), locale, options, bounds);
    },

    async approve(client, id, tag, edits = {}) {
      const locale = canonicalLocale(tag, 'localizer');
      const { drafts = {} } = await client.get(id);
      const { fixture } = await client.drafts.approve(id, locale, { edits });
      // What is approved is approved: a memory that does not answer costs an example, not the approval.
      await learn(client.scope, fixture, locale, own(drafts, locale)?.messages ?? {}, edits).catch(
        () => undefined,
      );
      return fixture;
    },

    reject: (client, id, locale, reason) => client.drafts.reject(id, locale, reason),
  };
}
