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
}

/** The gate as the pipeline sees it. */
export interface QualityGate {
  /** Goes into provenance: a draft of an older gate is made anew. */
  readonly version: string;
  check(question: QualityQuestion): readonly QualityFinding[];
  /** Mends what can be mended without a doubt. */
  fix(question: QualityQuestion): string;
  /** 0 to 100. */
  score(question: QualityQuestion, findings: readonly QualityFinding[]): number;
}
