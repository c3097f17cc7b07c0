import type { GlossaryTerm, Locale, MessageSyntax } from '@localert/core';

/** A fault that the gate found. */
export interface QualityFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong and what to do. */
  readonly message: string;
}

/** A translation to judge. */
export interface QualityQuestion {
  readonly source: string;
  readonly target: string;
  readonly sourceLocale: Locale;
  readonly targetLocale: Locale;
  readonly syntax: MessageSyntax;
  readonly glossary: readonly GlossaryTerm[];
  readonly maxLength?: number | undefined;
  /** Names of host functions that messages may call. */
  readonly functions: readonly string[];
}

/** How good a translation looks to rules. */
export interface QualityScore {
  /** 0 to 100. */
  readonly score: number;
  /** Whether no rule could tell enough: the text is short, say, or of a language that nobody detects. */
  readonly unconfirmed: boolean;
}

/** The gate as the pipeline sees it. */
export interface QualityGate {
  /** Goes into provenance: a draft of an older gate is made anew. */
  readonly version: string;
  check(question: QualityQuestion): readonly QualityFinding[];
  /** Mends what can be mended without a doubt. */
  fix(question: QualityQuestion): string;
  /** How good it looks to rules. @param findings - what `check` gave for the same question */
  score(question: QualityQuestion, findings: readonly QualityFinding[]): QualityScore;
}
