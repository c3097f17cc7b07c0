import type {
  AlertSeverity,
  ArgumentContract,
  GlossaryTerm,
  Locale,
  MemoryUnit,
  MessageSyntax,
  Messages,
  PiiDetector,
  Provenance,
  TenantScope,
  TranslationContext,
  TranslationExample,
  TranslationMemory,
  TranslationUsage,
  Translator,
} from '@localert/core';
import { findPii } from '@localert/core';
import type { CustomFunctions } from '@localert/icu';
import { own } from '../own.ts';
import { PROMPT_VERSION } from '../translators/prompt.ts';
import { NO_USAGE, type TokenBudget } from './ask.ts';
import { digestOf } from './digest.ts';
import { functionNames } from './function-names.ts';
import { aiGate } from './gates.ts';
import { type PrivacyPolicy, privateText } from './private-text.ts';
import type { QualityGate, QualityQuestion } from './quality.ts';
import { type TranslatedField, type TranslatorFailure, translateMessages } from './translate.ts';

/** What is translated: a fixture, or what is known of one. */
export interface SourceFixture {
  readonly id: string;
  readonly baseLocale: Locale;
  readonly syntax: MessageSyntax;
  readonly severity?: AlertSeverity | undefined;
  readonly description?: string | undefined;
  readonly locales: Readonly<Record<Locale, Messages>>;
  readonly arguments?: ArgumentContract | undefined;
}

/** How a tenant writes in a language. */
export interface HouseStyle {
  readonly glossary?: readonly GlossaryTerm[] | undefined;
  readonly formality?: TranslationContext['formality'] | undefined;
  readonly tone?: string | undefined;
}

/** What drafts are made with. */
export interface DraftingOptions {
  /** Asked in this order. None: memories answer what they know, and the rest is the source text. */
  readonly translators?: readonly Translator[] | undefined;
  /** Asked before any translator, in this order. Default none. */
  readonly memories?: readonly TranslationMemory[] | undefined;
  /** Default: the gate of this package, strict as for models. */
  readonly gate?: QualityGate | undefined;
  readonly style?: ((scope: TenantScope, locale: Locale) => HouseStyle | Promise<HouseStyle>) | undefined;
  /** What holds for all fixtures. */
  readonly context?: TranslationContext | undefined;
  readonly pii?: PiiDetector | undefined;
  /** What becomes of personal data in a text that leaves. Default `mask`. */
  readonly privacy?: PrivacyPolicy | undefined;
  readonly tries?: number | undefined;
  readonly functions?: CustomFunctions | readonly string[] | undefined;
  readonly maxLengths?: Readonly<Record<string, number>> | undefined;
}

/** Bounds of one draft. */
export interface DraftBounds {
  readonly budget?: TokenBudget | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Epoch milliseconds. */
  readonly deadline?: number | undefined;
}

/** What became of one message of a draft. */
export interface DraftedField extends Omit<TranslatedField, 'origin'> {
  readonly origin: TranslatedField['origin'] | 'memory' | 'template';
}

/** The texts of a fixture in a locale, not approved yet. */
export interface FixtureDraft {
  readonly fixture: string;
  readonly locale: Locale;
  readonly messages: Messages;
  readonly provenance: Provenance;
  readonly fields: readonly DraftedField[];
  /** Fields whose text is the source's, for nothing passed the gate. Empty: the draft is whole. */
  readonly untranslated: readonly string[];
  readonly usage: TranslationUsage;
  readonly failures: readonly TranslatorFailure[];
}

/** The texts that translations are of. */
export const sourceMessages = ({
  locales,
  baseLocale,
}: Pick<SourceFixture, 'locales' | 'baseLocale'>): Messages => own(locales, baseLocale) ?? {};

/** Hash of the texts that a translation is of: when it changes, the translation is stale. */
export const sourceHashOf = (fixture: SourceFixture): Promise<string> =>
  digestOf({ syntax: fixture.syntax, messages: sourceMessages(fixture) });

/** Raised when the pipeline makes other drafts of the same things. */
const PIPELINE = 1;

/** Most examples that go along, and how alike they have to be. */
const EXAMPLES = 4;
const ALIKE = 0.5;

/** Everything that decides what a draft becomes. */
export interface DraftRecipe {
  readonly style: HouseStyle;
  readonly sourceHash: string;
  /** Equal for a draft that would be made the same way again: there is no need to. */
  readonly key: string;
}

/** What a draft would be made of, without making it. */
export async function recipeOf(
  scope: TenantScope,
  fixture: SourceFixture,
  locale: Locale,
  options: DraftingOptions,
): Promise<DraftRecipe> {
  const style = (await options.style?.(scope, locale)) ?? {};
  const sourceHash = await sourceHashOf(fixture);
  const { description, severity, baseLocale } = fixture;
  const { translators = [], gate = aiGate, context, tries, maxLengths, privacy } = options;
  const key = await digestOf({
    ...{
      pipeline: PIPELINE,
      prompt: PROMPT_VERSION,
      gate: gate.version,
      sourceHash,
      baseLocale,
      locale,
      description,
      severity,
    },
    ...{ style, context, tries, maxLengths, privacy, translators: translators.map(({ name }) => name) },
  });
  return { style, sourceHash, key };
}

/** What is near enough to a message to show how this tenant writes. */
async function examplesFor(
  scope: TenantScope,
  fixture: SourceFixture,
  locale: Locale,
  { memories = [], pii }: DraftingOptions,
): Promise<readonly TranslationExample[]> {
  const found = new Map<string, { readonly example: TranslationExample; readonly similarity: number }>();
  for (const source of Object.values(sourceMessages(fixture))) {
    for (const memory of memories) {
      const matches = await memory.find(scope, {
        source,
        sourceLocale: fixture.baseLocale,
        targetLocale: locale,
        syntax: fixture.syntax,
        minSimilarity: ALIKE,
        limit: EXAMPLES,
      });
      for (const { unit, similarity } of matches) {
        const leaks = pii !== undefined && findPii(pii, `${unit.source}\n${unit.target}`).findings.length > 0;
        if (!leaks)
          found.set(unit.source, { example: { source: unit.source, target: unit.target }, similarity });
      }
    }
  }
  return [...found.values()]
    .sort((left, right) => right.similarity - left.similarity)
    .slice(0, EXAMPLES)
    .map(({ example }) => example);
}

/** What memories know word for word, and the gate lets pass. */
export async function remembered(
  scope: TenantScope,
  fixture: SourceFixture,
  locale: Locale,
  style: HouseStyle,
  { memories = [], gate = aiGate, maxLengths = {}, functions }: DraftingOptions,
): Promise<ReadonlyMap<string, DraftedField>> {
  const known = new Map<string, DraftedField>();
  for (const [field, source] of Object.entries(sourceMessages(fixture))) {
    const { baseLocale: sourceLocale, syntax } = fixture;
    for (const memory of memories) {
      const query = { source, sourceLocale, targetLocale: locale, syntax, minSimilarity: 1, limit: 1 };
      const [match] = await memory.find(scope, query);
      if (match === undefined || match.similarity < 1) continue;
      const maxLength = own(maxLengths, field);
      const question: QualityQuestion = {
        ...{ source, sourceLocale, targetLocale: locale, syntax, maxLength },
        target: match.unit.target,
        glossary: style.glossary ?? [],
        functions: functionNames(functions),
      };
      const findings = gate.check(question);
      if (findings.some(({ severity }) => severity === 'error')) continue;
      const origin = match.unit.origin === 'template' ? 'template' : 'memory';
      const { score, unconfirmed } = gate.score(question, findings);
      known.set(field, {
        ...{ field, text: match.unit.target, origin, findings, score, unconfirmed },
        calls: 0,
      });
      break;
    }
  }
  return known;
}

/** The description as it may leave: without what must not. */
function safeContext(
  fixture: SourceFixture,
  style: HouseStyle,
  { context = {}, pii }: DraftingOptions,
): TranslationContext {
  const { description = context.description, severity } = fixture;
  const leaks =
    description !== undefined && pii !== undefined && findPii(pii, description).findings.length > 0;
  return {
    ...context,
    ...(severity !== undefined && { urgency: context.urgency ?? severity }),
    ...(description !== undefined && { description: leaks ? undefined : description }),
    ...(style.formality !== undefined && { formality: style.formality }),
    ...(style.tone !== undefined && { tone: style.tone }),
  } as TranslationContext;
}

function provenanceOf(fields: readonly DraftedField[], { sourceHash, key }: DraftRecipe): Provenance {
  const translated = fields.filter(({ origin }) => origin === 'translated');
  const models = [...new Set(translated.map(({ model }) => model as string))].sort();
  const scores = fields.filter(({ origin }) => origin !== 'copied').map(({ score }) => score);
  return {
    origin:
      translated.length === 0 && fields.some(({ origin }) => origin === 'template') ? 'template' : 'model',
    ...(models.length > 0 && { model: models.join(', ').slice(0, 200) }),
    promptHash: key,
    sourceHash,
    score: Math.round(Math.min(100, ...scores)),
    reviewed: false,
  };
}

/**
 * Drafts the texts of a fixture in a locale: what memories know, then what translators say and the gate lets pass, and the
 * source text for the rest. Nothing is stored.
 *
 * @throws the signal's reason, LOCALERT_QUOTA_EXCEEDED
 */
export async function draftFixture(
  scope: TenantScope,
  fixture: SourceFixture,
  locale: Locale,
  options: DraftingOptions,
  bounds: DraftBounds = {},
  recipe?: DraftRecipe,
): Promise<FixtureDraft> {
  const made = recipe ?? (await recipeOf(scope, fixture, locale, options));
  const { style } = made;
  const sources = sourceMessages(fixture);
  const known = await remembered(scope, fixture, locale, style, options);
  const open = Object.fromEntries(Object.entries(sources).filter(([field]) => !known.has(field)));
  const isOpen = Object.keys(open).length > 0;
  const { pii, privacy = 'mask', translators = [], gate = aiGate } = options;
  const examples = isOpen && translators.length > 0 ? await examplesFor(scope, fixture, locale, options) : [];
  const { fields, usage, failures } = isOpen
    ? await translateMessages(
        scope,
        {
          messages: open,
          sourceLocale: fixture.baseLocale,
          targetLocale: locale,
          syntax: fixture.syntax,
          context: safeContext(fixture, style, options),
          glossary: style.glossary,
          examples,
          contract: fixture.arguments,
          maxLengths: options.maxLengths,
        },
        { ...options, ...bounds, translators, gate, findPrivate: pii && privateText(pii, privacy) },
      )
    : { fields: [], usage: NO_USAGE, failures: [] };
  const byField = new Map<string, DraftedField>(known);
  for (const field of fields) byField.set(field.field, field);
  const drafted = Object.keys(sources).map((field) => byField.get(field) as DraftedField);
  return {
    fixture: fixture.id,
    locale,
    messages: Object.fromEntries(drafted.map(({ field, text }) => [field, text])),
    provenance: provenanceOf(drafted, made),
    fields: drafted,
    untranslated: drafted.filter(({ origin }) => origin === 'source').map(({ field }) => field),
    usage,
    failures,
  };
}

/** The texts that a fixture has in a locale, for a memory. */
export function memoryUnits(
  fixture: SourceFixture,
  locale: Locale,
  origin: MemoryUnit['origin'],
  at: number,
): readonly MemoryUnit[] {
  const sources = sourceMessages(fixture);
  return Object.entries(own(fixture.locales, locale) ?? {}).flatMap(([field, target]) => {
    const source = own(sources, field);
    if (source === undefined || source === target) return [];
    const { baseLocale: sourceLocale, syntax } = fixture;
    return [{ source, target, sourceLocale, targetLocale: locale, syntax, origin, at }];
  });
}
