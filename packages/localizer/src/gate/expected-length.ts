import type { LocaleFacts } from './locale-facts.ts';

/**
 * How long a translation from English usually is, by language: the median of sentences of 40 characters and more in
 * human translations. Others go by their script.
 */
const BY_LANGUAGE: Readonly<Record<string, number>> = {
  ar: 0.89,
  cs: 1.04,
  de: 1.14,
  en: 1,
  es: 1.17,
  fr: 1.18,
  he: 0.82,
  hi: 1.02,
  it: 1.12,
  ja: 0.53,
  ko: 0.51,
  nl: 1.09,
  pl: 1.11,
  pt: 1.13,
  ru: 1.13,
  tr: 1.02,
  uk: 1.09,
  zh: 0.32,
};
const BY_SCRIPT: Readonly<Record<string, number>> = {
  Hani: 0.35,
  Hira: 0.53,
  Hang: 0.51,
  Arab: 0.9,
  Hebr: 0.82,
  Thai: 0.95,
  Laoo: 0.95,
  Khmr: 1.05,
  Mymr: 1.1,
};

const usual = ({ language, scripts }: LocaleFacts): number =>
  BY_LANGUAGE[language] ?? BY_SCRIPT[scripts[0] ?? ''] ?? 1.08;

/** How long the translation is, in lengths that were to be expected: 1 is usual. */
export function relativeLength(source: number, target: number, from: LocaleFacts, to: LocaleFacts): number {
  return (target / Math.max(1, source)) * (usual(from) / usual(to));
}

/** Bounds of {@link relativeLength} by the length of the source in English: short words vary more than texts. */
export interface LengthBounds {
  readonly below: number;
  readonly doubtfulBelow: number;
  readonly doubtfulAbove: number;
  readonly above: number;
}

const BOUNDS: readonly (readonly [upTo: number, LengthBounds])[] = [
  [4, { below: 0, doubtfulBelow: 0.2, doubtfulAbove: 10, above: 14 }],
  [8, { below: 0.12, doubtfulBelow: 0.3, doubtfulAbove: 3.8, above: 6.5 }],
  [15, { below: 0.15, doubtfulBelow: 0.36, doubtfulAbove: 2.7, above: 4.6 }],
  [30, { below: 0.2, doubtfulBelow: 0.42, doubtfulAbove: 2.2, above: 3.2 }],
  [60, { below: 0.25, doubtfulBelow: 0.5, doubtfulAbove: 1.9, above: 2.7 }],
  [Number.POSITIVE_INFINITY, { below: 0.25, doubtfulBelow: 0.5, doubtfulAbove: 1.75, above: 2.5 }],
];

const WIDEST: LengthBounds = { below: 0, doubtfulBelow: 0, doubtfulAbove: 100, above: 100 };

/** The bounds for a source of this length. */
export function lengthBounds(source: number, from: LocaleFacts): LengthBounds {
  const english = source / usual(from);
  return BOUNDS.find(([upTo]) => english < upTo)?.[1] ?? WIDEST;
}
