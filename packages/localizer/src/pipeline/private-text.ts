import { findPii, PiiBlockedError, type PiiDetector } from '@localert/core';
import type { Protected } from './protect.ts';

/** What becomes of personal data and secrets in a text for a translator. */
export type PrivacyPolicy = 'mask' | 'block';

/**
 * Finds what must not leave for a translator. It is masked, so that it comes back where it stood; under `block` nothing of
 * the text leaves. A detector that fails blocks: a translation can wait.
 */
export function privateText(
  detector: PiiDetector,
  policy: PrivacyPolicy,
): (text: string) => readonly Protected[] {
  return (text) => {
    const { findings, failed } = findPii(detector, text);
    if (failed || (policy === 'block' && findings.length > 0)) {
      const kinds = [...new Set(findings.map(({ kind }) => kind))];
      throw new PiiBlockedError({
        what: 'text for a translator',
        findings: kinds.map((kind) => ({ place: 'message', kind })),
      });
    }
    return findings.map(({ start, end, kind }) => ({ start, end, what: `private data (${kind})` }));
  };
}
