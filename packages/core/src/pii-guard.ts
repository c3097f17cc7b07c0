import type { ComplianceDefaults } from './compliance.ts';
import { PiiBlockedError } from './errors.ts';
import { type PiiDetector, type PiiFinding, redactText } from './pii.ts';

/** Kinds stand in logs and errors: a detector that puts something else there does not get it through. */
const KIND = /^[a-z][a-z0-9]{0,15}(?:-[a-z0-9]{1,15}){0,3}$/;

/** The kind of what a detector could not look at. */
const UNCHECKED = 'unchecked';

const kindOf = ({ kind }: PiiFinding): string =>
  typeof kind === 'string' && KIND.test(kind) ? kind : 'unknown';

/** Whether the places stand in the text, in order, none over another. */
function areInOrder(text: string, findings: readonly PiiFinding[]): boolean {
  let from = 0;
  for (const { start, end } of findings) {
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= from && end > start)) return false;
    from = end;
  }
  return from <= text.length;
}

/**
 * Asks a detector, and trusts it no further than a host's code can be trusted: kinds that could carry a value become
 * `unknown`, places that make no sense become the whole text, and a detector that throws has found `unchecked`, with
 * `failed` set.
 *
 * @example
 * ```ts
 * import { findPii, PII_SPEC, type PiiDetector } from '@localert/core';
 *
 * const broken: PiiDetector = { spec: PII_SPEC, detect: () => { throw new Error('no'); } };
 * findPii(broken, 'any text').failed; // true
 * ```
 */
export function findPii(
  detector: PiiDetector,
  text: string,
): { readonly findings: readonly PiiFinding[]; readonly failed: boolean } {
  const whole = (kind: string): readonly PiiFinding[] => [{ kind, start: 0, end: text.length }];
  if (text === '') return { findings: [], failed: false };
  try {
    const found = detector.detect(text);
    if (found.length === 0) return { findings: found, failed: false };
    const findings = found.map((finding) => ({
      kind: kindOf(finding),
      start: finding.start,
      end: finding.end,
    }));
    const known = areInOrder(text, findings) ? findings : whole(findings[0]?.kind ?? UNCHECKED);
    return { findings: known, failed: false };
  } catch {
    return { findings: whole(UNCHECKED), failed: true };
  }
}

/** A text as it may leave, and what was found in it. */
export interface GuardedText {
  readonly text: string;
  /** Where in the text that was handed in. */
  readonly findings: readonly PiiFinding[];
}

/**
 * A text on its way to somebody else, for example to a model that translates: as it is (`warn`), with what was found
 * replaced by its kind in brackets (`redact`), or not at all (`block`). When the detector fails, nothing leaves unless the
 * policy only warns: an outgoing text can wait, unlike an alert.
 *
 * @param detector - absent: nothing is looked for, and the text leaves as it is
 * @param policy - `protectionOf(tenant).pii`
 * @param what - what the text is, for the error's sentence
 * @throws LOCALERT_PII_BLOCKED
 *
 * @example
 * ```ts
 * import { guardOutgoing, PII_SPEC, type PiiDetector } from '@localert/core';
 *
 * const detector: PiiDetector = { spec: PII_SPEC, detect: () => [{ kind: 'email', start: 5, end: 20 }] };
 * guardOutgoing(detector, 'redact', 'mail ann@example.org').text; // 'mail [email]'
 * ```
 */
export function guardOutgoing(
  detector: PiiDetector | undefined,
  policy: ComplianceDefaults['pii'],
  text: string,
  what = 'text',
): GuardedText {
  if (detector === undefined) return { text, findings: [] };
  const { findings, failed } = findPii(detector, text);
  if (findings.length === 0 || policy === 'warn') return { text, findings };
  if (policy === 'redact' && !failed) return { text: redactText(text, findings), findings };
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  throw new PiiBlockedError({ what, findings: kinds.map((kind) => ({ place: what, kind })) });
}

/**
 * A line for a log, by the same policy: as it is (`warn`), with what was found replaced by its kind in brackets (`redact`),
 * or nothing of it but the kinds (`block`). It never throws: to log is no reason to fail. When the detector fails, only a
 * policy that warns lets the line through.
 *
 * @param detector - absent: nothing is looked for
 * @param policy - `protectionOf(tenant).pii`
 *
 * @example
 * ```ts
 * import { guardLogLine, PII_SPEC, type PiiDetector } from '@localert/core';
 *
 * const detector: PiiDetector = { spec: PII_SPEC, detect: () => [{ kind: 'email', start: 5, end: 20 }] };
 * guardLogLine(detector, 'redact', 'mail ann@example.org'); // 'mail [email]'
 * guardLogLine(detector, 'block', 'mail ann@example.org'); // '[email]'
 * ```
 */
export function guardLogLine(
  detector: PiiDetector | undefined,
  policy: ComplianceDefaults['pii'],
  line: string,
): string {
  if (detector === undefined || policy === 'warn') return line;
  const { findings } = findPii(detector, line);
  if (findings.length === 0) return line;
  // What a detector that failed could not look at is one finding over all of the line.
  if (policy === 'redact') return redactText(line, findings);
  return [...new Set(findings.map(({ kind }) => `[${kind}]`))].join(' ');
}
