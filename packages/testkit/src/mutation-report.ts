import type { MessageSyntax } from '@localert/core';
import { FAULT_CLASSES, type FaultClass, type FaultGroup, mutateTranslation } from './mutate.ts';
import { type MutationPair, pick, type Random } from './mutation-text.ts';

/** Texts in several languages, by key. */
export interface CatalogueUnderTest {
  readonly sourceLocale: string;
  /** Default `icu`. */
  readonly syntax?: MessageSyntax;
  readonly source: Readonly<Record<string, string>>;
  /** By locale, then by key. */
  readonly targets: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How a check did on one kind of fault. */
export interface FaultClassReport {
  readonly fault: FaultClass;
  readonly group: FaultGroup;
  readonly seeded: number;
  readonly caught: number;
  /** Caught of seeded, 0 to 1; `undefined` when none could be seeded. */
  readonly rate: number | undefined;
}

/** A fault that was not caught. */
export interface MissedFault {
  readonly fault: FaultClass;
  readonly locale: string;
  readonly key: string;
  readonly target: string;
}

/** How a check did on a catalogue. */
export interface MutationReport {
  readonly classes: readonly FaultClassReport[];
  /** Translations that the check refused as they are: no faults were seeded into them. */
  readonly refused: readonly { readonly locale: string; readonly key: string }[];
  /** Translations that passed as they are. */
  readonly passed: number;
  /** At most 20 of each kind. */
  readonly missed: readonly MissedFault[];
}

const MOST_MISSED = 20;

const SENTENCE = /[.!?。！？।]\s*$/u;

/**
 * Seeds faults into a catalogue and counts which of them a check catches: how much it would protect these texts.
 *
 * @param refuses - the check: whether it refuses a translation. Of the gate: `(pair) => checkTranslation(pair).some(({ severity }) => severity === 'error')`
 * @param random - numbers from 0 up to 1; default `Math.random`
 *
 * @example
 * ```ts
 * import { mutationReport } from '@localert/testkit/mutations';
 *
 * const report = mutationReport(({ source, target }) => source === target, {
 *   sourceLocale: 'en',
 *   source: { full: 'The disk of {host} is full' },
 *   targets: { de: { full: 'Die Platte von {host} ist voll' } },
 * });
 * report.classes.find(({ fault }) => fault === 'untranslated')?.rate; // undefined: too few words to tell
 * ```
 */
export function mutationReport(
  refuses: (pair: MutationPair) => boolean,
  catalogue: CatalogueUnderTest,
  random: Random = Math.random,
): MutationReport {
  const counts = new Map<FaultClass, { seeded: number; caught: number; missed: MissedFault[] }>();
  for (const { fault } of FAULT_CLASSES) counts.set(fault, { seeded: 0, caught: 0, missed: [] });
  const refused: { locale: string; key: string }[] = [];
  let passed = 0;
  const { sourceLocale, syntax = 'icu', source, targets } = catalogue;
  const locales = Object.keys(targets);
  for (const locale of locales) {
    const texts = targets[locale] ?? {};
    const sentences = Object.values(texts).filter((text) => SENTENCE.test(text) && text.length <= 200);
    for (const [key, target] of Object.entries(texts)) {
      const original = source[key];
      if (original === undefined) continue;
      const pair: MutationPair = {
        source: original,
        target,
        sourceLocale,
        targetLocale: locale,
        syntax,
        inOtherLocales: locales.flatMap((other) => {
          const text = targets[other]?.[key];
          return text === undefined || sameLanguage(other, locale) ? [] : [text];
        }),
        otherSentences: [1, 2, 3].flatMap(() => {
          const text = pick(sentences, random);
          return text === undefined || text === target ? [] : [text];
        }),
      };
      if (refuses(pair)) {
        refused.push({ locale, key });
        continue;
      }
      passed += 1;
      for (const mutation of mutateTranslation(pair, random)) {
        const count = counts.get(mutation.fault);
        if (count === undefined) continue;
        count.seeded += 1;
        if (refuses({ ...pair, target: mutation.target })) count.caught += 1;
        else if (count.missed.length < MOST_MISSED)
          count.missed.push({ fault: mutation.fault, locale, key, target: mutation.target });
      }
    }
  }
  return {
    classes: FAULT_CLASSES.map(({ fault, group }) => {
      const { seeded = 0, caught = 0 } = counts.get(fault) ?? {};
      return { fault, group, seeded, caught, rate: seeded === 0 ? undefined : caught / seeded };
    }),
    refused,
    passed,
    missed: [...counts.values()].flatMap(({ missed }) => missed),
  };
}

/** Two ways to write one language are no mix-up. */
const sameLanguage = (one: string, other: string): boolean =>
  new Intl.Locale(one).language === new Intl.Locale(other).language;
