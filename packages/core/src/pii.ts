/** The version of the {@link PiiDetector} contract. */
export const PII_SPEC = 'localert.pii/1';

/** One place in a text that holds personal data or a secret. Never the value. */
export interface PiiFinding {
  /** Kebab-case, for example `email`, `iban` or `slack-token`. */
  readonly kind: string;
  /** UTF-16 code units from the text's beginning. */
  readonly start: number;
  /** The place after the last. */
  readonly end: number;
}

/** Finds personal data and secrets. Pure, synchronous and linear in the text: it stands in the path of every alert. */
export interface PiiDetector {
  readonly spec: typeof PII_SPEC;
  /** In order, not overlapping. */
  detect(text: string): readonly PiiFinding[];
}

/**
 * The text with every found place replaced by its kind in brackets.
 *
 * @param findings - in order, not overlapping, as detectors give them
 *
 * @example
 * ```ts
 * import { redactText } from '@localert/core';
 *
 * redactText('mail ann@example.org', [{ kind: 'email', start: 5, end: 20 }]); // 'mail [email]'
 * ```
 */
export function redactText(text: string, findings: readonly PiiFinding[]): string {
  let result = '';
  let from = 0;
  for (const { kind, start, end } of findings) {
    result += `${text.slice(from, start)}[${kind}]`;
    from = end;
  }
  return result + text.slice(from);
}
