import type {
  ArgumentContract,
  GlossaryTerm,
  Locale,
  MessageSyntax,
  Messages,
  TenantScope,
  TranslationContext,
  TranslationExample,
  TranslationFeedback,
  TranslationUsage,
  Translator,
} from '@localert/core';
import {
  isLocalertError,
  LanguagePairUnsupportedError,
  type LocalertError,
  PiiBlockedError,
  QuotaExceededError,
  TranslationInvalidError,
  TranslatorUnavailableError,
} from '@localert/core';
import type { CustomFunctions } from '@localert/icu';
import { type AskBounds, addUsage, ask, NO_USAGE } from './ask.ts';
import { functionNames } from './function-names.ts';
import type { Protected } from './protect.ts';
import type { QualityFinding, QualityGate, QualityQuestion } from './quality.ts';
import { buildField, type PlannedField, planSegments } from './segments.ts';

/** Messages to translate. */
export interface TranslateRequest {
  readonly messages: Messages;
  readonly sourceLocale: Locale;
  readonly targetLocale: Locale;
  readonly syntax: MessageSyntax;
  readonly context?: TranslationContext | undefined;
  readonly glossary?: readonly GlossaryTerm[] | undefined;
  readonly examples?: readonly TranslationExample[] | undefined;
  readonly contract?: ArgumentContract | undefined;
  /** Longest text of a field, in UTF-16 code units, by field. */
  readonly maxLengths?: Readonly<Record<string, number>> | undefined;
}

/** What translating takes. */
export interface TranslateOptions extends AskBounds {
  /** Asked in this order, each until it has had its tries. */
  readonly translators: readonly Translator[];
  readonly gate: QualityGate;
  /** Tries of a translator that reads what was wrong with the last one; others have one. Default 3. */
  readonly tries?: number | undefined;
  readonly functions?: CustomFunctions | readonly string[] | undefined;
  readonly findPrivate?: ((text: string) => readonly Protected[]) | undefined;
}

/** What became of one message. */
export interface TranslatedField {
  readonly field: string;
  /** The translation; the source itself where no translation passed. */
  readonly text: string;
  /** `copied`: there is no word in it to translate. `source`: nothing passed the gate. */
  readonly origin: 'translated' | 'copied' | 'source';
  /** Of the translation; of a source, what was wrong with the last try. */
  readonly findings: readonly QualityFinding[];
  /** 0 to 100; 0 for a source that stands in. */
  readonly score: number;
  /** Whether no rule could tell enough to be sure of the score. */
  readonly unconfirmed: boolean;
  readonly translator?: string;
  readonly model?: string;
  /** How many calls it took. */
  readonly calls: number;
}

/** Why a translator was given up for the next one. */
export interface TranslatorFailure {
  readonly translator: string;
  readonly code: string;
}

/** What became of all messages. */
export interface Translated {
  readonly fields: readonly TranslatedField[];
  readonly usage: TranslationUsage;
  readonly failures: readonly TranslatorFailure[];
}

/** A field that has not passed yet. */
interface Pending {
  readonly plan: PlannedField;
  findings: readonly QualityFinding[];
  feedback: readonly TranslationFeedback[];
  calls: number;
}

/** Ends everything: neither the next try nor the next translator can help. */
const FINAL: ReadonlySet<string> = new Set([QuotaExceededError.code, PiiBlockedError.code]);

/** What a refused translation taught, by segment: its own faults, or those of the whole message. */
function feedbackFor(
  { ids }: PlannedField,
  translations: ReadonlyMap<string, string>,
  faults: ReadonlyMap<string, readonly { code: string; message: string }[]>,
  findings: readonly QualityFinding[],
): readonly TranslationFeedback[] {
  return [...new Set(ids.filter((id) => id !== undefined))].flatMap((segment) => {
    const found = faults.get(segment) ?? findings;
    if (found.length === 0) return [];
    const refused = translations.get(segment) as string;
    return [{ segment, refused, findings: found.map(({ code, message }) => ({ code, message })) }];
  });
}

/** Whether a translator knows a pair; one that cannot tell is tried. */
async function knowsPair(translator: Translator, source: Locale, target: Locale): Promise<boolean> {
  try {
    return (await translator.supports?.(source, target)) ?? true;
  } catch {
    return true;
  }
}

const asError = ({ code, message }: { code: string; message: string }): QualityFinding => ({
  code,
  message,
  severity: 'error',
});

/**
 * Translates messages: takes them apart into sentences for the target language, hides what is no words, asks one
 * translator after the other, puts the answers together, and lets nothing pass that the gate finds an error in. What does
 * not pass is asked for again, with what was wrong; in the end the source stands in, marked by its origin.
 *
 * @throws the signal's reason, LOCALERT_QUOTA_EXCEEDED, LOCALERT_PII_BLOCKED
 */
export async function translateMessages(
  scope: TenantScope,
  request: TranslateRequest,
  options: TranslateOptions,
): Promise<Translated> {
  const { sourceLocale, targetLocale, syntax, glossary = [], context = {}, examples = [] } = request;
  const { translators, gate, tries = 3 } = options;
  const names = functionNames(options.functions);
  const plan = planSegments(request.messages, { ...request, ...options });
  const done = new Map<string, TranslatedField>();
  const failures: TranslatorFailure[] = [];
  let usage = NO_USAGE;

  for (const { field, source: text, error } of plan.refused) {
    // What takes a message apart throws typed errors, whose sentences quote no text.
    const finding = asError(error as LocalertError);
    done.set(field, {
      field,
      text,
      origin: 'source',
      findings: [finding],
      score: 0,
      unconfirmed: true,
      calls: 0,
    });
  }
  let pending: Pending[] = [];
  for (const one of plan.fields) {
    if (one.ids.some((id) => id !== undefined)) {
      pending.push({ plan: one, findings: [], feedback: [], calls: 0 });
    } else {
      const { field } = one;
      // No segment is missing, for there is none.
      const text = buildField(one, new Map()).target as string;
      done.set(field, {
        field,
        text,
        origin: 'copied',
        findings: [],
        score: 100,
        unconfirmed: false,
        calls: 0,
      });
    }
  }

  /** Judges what came back for a field; whether it is done. */
  function settle(
    one: Pending,
    translations: ReadonlyMap<string, string>,
    by: { translator: string; model: string },
  ) {
    const { field, source, maxLength } = one.plan;
    one.calls += 1;
    const built = buildField(one.plan, translations);
    if (built.target === undefined) {
      const whole = built.unwritable === undefined ? [] : [asError(built.unwritable)];
      one.findings = [...[...built.faults.values()].flat().map(asError), ...whole];
      one.feedback = feedbackFor(one.plan, translations, built.faults, whole);
      return false;
    }
    const question: QualityQuestion = {
      ...{ source, sourceLocale, targetLocale, syntax, glossary, maxLength, functions: names },
      target: built.target,
    };
    const text = gate.fix(question);
    const fixed = { ...question, target: text };
    const findings = gate.check(fixed);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) {
      const { score, unconfirmed } = gate.score(fixed, findings);
      done.set(field, {
        ...{ field, text, origin: 'translated', findings, score, unconfirmed, ...by },
        calls: one.calls,
      });
      return true;
    }
    one.findings = findings;
    one.feedback = feedbackFor(one.plan, translations, new Map(), errors);
    return false;
  }

  async function tryOnce(translator: Translator): Promise<void> {
    const wanted = new Set(pending.flatMap(({ plan: { ids } }) => ids));
    const segments = plan.segments.filter(({ id }) => wanted.has(id));
    const feedback = pending.flatMap((one) => one.feedback);
    const request = { segments, sourceLocale, targetLocale, context, glossary, examples, feedback };
    const answers = new Map<string, string>();
    for await (const { translations, usage: used, model } of ask(scope, translator, request, options)) {
      usage = addUsage(usage, used);
      for (const [id, text] of translations) answers.set(id, text);
      const by = { translator: translator.name, model };
      const isAnswered = ({ plan: { ids } }: Pending) =>
        ids.some((id) => id !== undefined && translations.has(id)) &&
        ids.every((id) => id === undefined || answers.has(id));
      pending = pending.filter((one) => !(isAnswered(one) && settle(one, answers, by)));
    }
  }

  for (const translator of translators) {
    if (pending.length > 0 && !(await knowsPair(translator, sourceLocale, targetLocale))) {
      failures.push({ translator: translator.name, code: LanguagePairUnsupportedError.code });
      continue;
    }
    const most = translator.capabilities.readsContext ? tries : 1;
    for (let attempt = 0; attempt < most && pending.length > 0; attempt++) {
      try {
        await tryOnce(translator);
      } catch (error) {
        options.signal?.throwIfAborted();
        // A host's own translator may throw anything.
        const code = isLocalertError(error) ? error.code : TranslatorUnavailableError.code;
        if (FINAL.has(code)) throw error;
        failures.push({ translator: translator.name, code });
        // An answer that is none may be better the next time; whoever refuses or is away will still do so.
        if (code !== TranslationInvalidError.code) break;
      }
    }
  }
  for (const { plan: one, findings, calls } of pending) {
    const { field, source } = one;
    done.set(field, { field, text: source, origin: 'source', findings, score: 0, unconfirmed: true, calls });
  }
  const fields = Object.keys(request.messages).map((field) => done.get(field) as TranslatedField);
  return { fields, usage, failures };
}
