import { type PiiDetector, type PiiFinding, redactText } from '@localert/core';
import { createPiiDetector } from './detector.ts';

let standard: PiiDetector | undefined;

/**
 * Where personal data and secrets stand in a text, by the default rules: kinds and places, never values.
 *
 * @example
 * ```ts
 * import { detectPii } from '@localert/pii';
 *
 * detectPii('login of ann@example.org failed'); // [{ kind: 'email', start: 9, end: 24 }]
 * ```
 */
export function detectPii(text: string): readonly PiiFinding[] {
  // Made when first needed: an import alone costs nothing.
  standard ??= createPiiDetector();
  return standard.detect(text);
}

/**
 * The text with everything that {@link detectPii} finds replaced by its kind in brackets.
 *
 * @example
 * ```ts
 * import { redactPii } from '@localert/pii';
 *
 * redactPii('login of ann@example.org failed'); // 'login of [email] failed'
 * ```
 */
export const redactPii = (text: string): string => redactText(text, detectPii(text));
