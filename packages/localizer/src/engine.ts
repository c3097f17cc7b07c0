import {
  type AlertSeverity,
  canonicalLocale,
  type Locale,
  type Provenance,
  type TenantScope,
  type TranslationContext,
  type TranslationUsage,
  tenantScope,
} from '@localert/core';
import { draftFixture } from './pipeline/draft-fixture.ts';
import type { DraftBounds, DraftedField, DraftingOptions } from './pipeline/drafting.ts';
import type { QualityFinding } from './pipeline/quality.ts';

/** What a text is for. */
export interface AdaptationContext {
  /** What it is about, for example `video streaming`. */
  readonly domain?: string | undefined;
  readonly urgency?: AlertSeverity | undefined;
  /** Whom it is for. */
  readonly technicalLevel?: TranslationContext['technicalLevel'];
  /** In the author's words. */
  readonly description?: string | undefined;
}

/** A text to adapt to a locale. */
export interface AdaptationRequest extends DraftBounds {
  /** A MessageFormat source. */
  readonly sourceText: string;
  readonly targetLocale: string;
  readonly context?: AdaptationContext | undefined;
  /** Default `en`. */
  readonly sourceLocale?: string | undefined;
  /** Default `icu`. */
  readonly syntax?: 'icu' | 'mf2' | undefined;
  /** Whose memory, style and budget: default the engine's. */
  readonly scope?: TenantScope | undefined;
}

/** An adapted text. */
export interface Adaptation {
  /** A MessageFormat source; the source text itself where nothing passed the gate. */
  readonly text: string;
  readonly locale: Locale;
  /** Whether it is a translation. If not, `findings` say what was wrong with the last try. */
  readonly isTranslated: boolean;
  readonly origin: DraftedField['origin'];
  readonly findings: readonly QualityFinding[];
  /** 0 to 100. */
  readonly score: number;
  readonly provenance: Provenance;
  readonly usage: TranslationUsage;
  /** Why no translator helped, and what to do; absent where the text is a translation. */
  readonly advice?: string;
}

const FIELD = 'text';

const NO_TRANSLATOR =
  'No memory knows this text and no translator is plugged in, so it is the source text. Hand one in: translators: [openAiCompatible({ … })], or libreTranslate, deepL, apertium; see docs/localizer.md.';
const NOTHING_PASSED =
  'No translation passed the quality gate, so it is the source text. The findings say why; give more context, another translator, or translate it by hand.';

/** The engine's own tenant, for hosts that have none. */
const OWN_SCOPE = { tenant: 'own', actor: 'svc:localizer' } as const;

/**
 * Adapts single texts to a locale, behind the quality gate: the simple door to what `localizer` does for fixtures.
 *
 * @example
 * ```ts
 * import { AILocalizationEngine, libreTranslate } from '@localert/localizer';
 *
 * const engine = new AILocalizationEngine({ translators: [libreTranslate({ url: 'http://127.0.0.1:5000' })] });
 * const { text, isTranslated, advice } = await engine.adaptContent({
 *   sourceText: '{count, plural, one {# stream} other {# streams}} failing in {region}',
 *   targetLocale: 'ru',
 *   context: { domain: 'video streaming', urgency: 'critical', technicalLevel: 'technical' },
 * });
 * console.log(isTranslated ? text : advice);
 * ```
 */
export class AILocalizationEngine {
  readonly #options: DraftingOptions;
  readonly #scope: TenantScope;

  constructor({ scope, ...options }: DraftingOptions & { readonly scope?: TenantScope | undefined }) {
    this.#options = options;
    this.#scope = scope ?? tenantScope(OWN_SCOPE);
  }

  /**
   * @throws LOCALERT_INVALID_LOCALE, LOCALERT_QUOTA_EXCEEDED, the signal's reason. Whatever else goes wrong, the source text
   *   comes back, and `advice` says what to do.
   */
  async adaptContent(request: AdaptationRequest): Promise<Adaptation> {
    const { sourceText, context = {}, scope = this.#scope, syntax = 'icu' } = request;
    const baseLocale = canonicalLocale(request.sourceLocale ?? 'en', 'sourceLocale');
    const locale = canonicalLocale(request.targetLocale, 'targetLocale');
    const { domain, technicalLevel, urgency, description } = context;
    const about = { ...(domain !== undefined && { domain }), ...(technicalLevel && { technicalLevel }) };
    const draft = await draftFixture(
      scope,
      {
        id: FIELD,
        baseLocale,
        syntax,
        severity: urgency,
        description,
        locales: { [baseLocale]: { [FIELD]: sourceText } },
      },
      locale,
      { ...this.#options, context: { ...this.#options.context, ...about } },
      request,
    );
    const [field] = draft.fields as readonly [DraftedField];
    const isTranslated = field.origin !== 'source';
    const advice = this.#options.translators?.length ? NOTHING_PASSED : NO_TRANSLATOR;
    return {
      ...{ text: field.text, locale, isTranslated, origin: field.origin, findings: field.findings },
      ...{ score: field.score, provenance: draft.provenance, usage: draft.usage },
      ...(!isTranslated && { advice }),
    };
  }
}
