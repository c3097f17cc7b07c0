import type {
  Locale,
  MemoryUnit,
  Messages,
  Provenance,
  TenantScope,
  TranslationContext,
  TranslationExample,
} from '@localert/core';
import { findPii } from '@localert/core';
import { own } from '../own.ts';
import { PROMPT_VERSION } from '../translators/prompt.ts';
import { NO_USAGE } from './ask.ts';
import { digestOf } from './digest.ts';
import type {
  DraftBounds,
  DraftedField,
  DraftingOptions,
  FixtureDraft,
  HouseStyle,
  SourceFixture,
} from './drafting.ts';
import { functionNames } from './function-names.ts';
import { aiGate } from './gates.ts';
import { privateText } from './private-text.ts';
import type { QualityQuestion } from './quality.ts';
import { translateMessages } from './translate.ts';

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
