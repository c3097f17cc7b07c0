import type { GlossaryTerm } from '@localert/core';
import { checkTranslation } from './check-translation.ts';
import type { CheckCode } from './checks.ts';
import type { GateFinding, GateProfile } from './finding.ts';
import { scoreTranslation, type TranslationScore } from './score-translation.ts';
import type { GateSyntax } from './settings.ts';
import type { SlackSlot } from './slack-limits.ts';

/** The texts of one language, by key, beside those of the source. */
export interface CatalogueInput {
  readonly source: Readonly<Record<string, string>>;
  readonly target: Readonly<Record<string, string>>;
  readonly sourceLocale: string;
  readonly targetLocale: string;
  /** Default `icu`. */
  readonly syntax?: GateSyntax;
  /** Default `ai`. */
  readonly profile?: GateProfile;
  readonly glossary?: readonly GlossaryTerm[];
  /** By key: where in Slack the text goes. */
  readonly slack?: Readonly<Record<string, SlackSlot>>;
  readonly ignore?: readonly CheckCode[];
  readonly functions?: readonly string[];
}

/** How far a batch is. */
export interface CatalogueProgress {
  readonly done: number;
  readonly total: number;
}

/** The bounds of a batch. */
export interface CatalogueCall {
  /** Told now and then, and at the end. */
  readonly onProgress?: (progress: CatalogueProgress) => void;
  readonly signal?: AbortSignal;
}

/** One message of a catalogue. */
export interface CheckedMessage extends TranslationScore {
  readonly key: string;
  readonly findings: readonly GateFinding[];
  /** Whether nothing of severity `error` was found. */
  readonly passed: boolean;
}

/** What a catalogue is worth. */
export interface CheckedCatalogue {
  readonly messages: readonly CheckedMessage[];
  readonly summary: {
    readonly checked: number;
    readonly passed: number;
    readonly unconfirmed: number;
    /** Mean of the scores; 100 for an empty catalogue. */
    readonly meanScore: number;
    /** How many messages each check has findings in. */
    readonly byCode: Readonly<Partial<Record<CheckCode, number>>>;
    /** Keys of the source without a translation. */
    readonly missing: readonly string[];
    /** Keys of the translation that the source does not have. */
    readonly unknown: readonly string[];
  };
}

/** So many messages are checked in one go, about 10 ms: then others may have their turn. */
const BATCH = 100;

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Checks a whole catalogue against its source, in turns that leave the event loop free in between.
 *
 * @throws LOCALERT_INVALID_INPUT as `checkTranslation` does; the signal's reason when it is aborted
 *
 * @example
 * ```ts
 * import { checkCatalogue } from '@localert/localizer';
 *
 * const { summary } = await checkCatalogue(
 *   { source: { full: 'Disk full' }, target: { full: 'Disco lleno' }, sourceLocale: 'en', targetLocale: 'es' },
 *   { onProgress: ({ done, total }) => console.log(`${done} of ${total}`) },
 * );
 * summary.passed; // 1
 * ```
 */
export async function checkCatalogue(
  input: CatalogueInput,
  call: CatalogueCall = {},
): Promise<CheckedCatalogue> {
  const { source, target, slack, ...rest } = input;
  const { onProgress, signal } = call;
  const keys = Object.keys(source);
  const translated = keys.filter((key) => Object.hasOwn(target, key));
  const messages: CheckedMessage[] = [];
  const byCode: Partial<Record<CheckCode, number>> = {};
  for (const [index, key] of translated.entries()) {
    signal?.throwIfAborted();
    const slot = slack !== undefined && Object.hasOwn(slack, key) ? slack[key] : undefined;
    const pair = {
      ...rest,
      source: source[key] ?? '',
      target: target[key] ?? '',
      ...(slot === undefined ? {} : { slack: slot }),
    };
    const findings = checkTranslation(pair);
    for (const code of new Set(findings.map((finding) => finding.code)))
      byCode[code] = (byCode[code] ?? 0) + 1;
    const passed = findings.every(({ severity }) => severity !== 'error');
    messages.push({ key, findings, passed, ...scoreTranslation(findings, pair) });
    if ((index + 1) % BATCH === 0 && index + 1 < translated.length) {
      onProgress?.({ done: index + 1, total: translated.length });
      await turn();
    }
  }
  signal?.throwIfAborted();
  onProgress?.({ done: translated.length, total: translated.length });
  const sum = messages.reduce((total, { score }) => total + score, 0);
  return {
    messages,
    summary: {
      checked: messages.length,
      passed: messages.filter(({ passed }) => passed).length,
      unconfirmed: messages.filter(({ unconfirmed }) => unconfirmed).length,
      meanScore: messages.length === 0 ? 100 : sum / messages.length,
      byCode,
      missing: keys.filter((key) => !Object.hasOwn(target, key)),
      unknown: Object.keys(target).filter((key) => !Object.hasOwn(source, key)),
    },
  };
}
