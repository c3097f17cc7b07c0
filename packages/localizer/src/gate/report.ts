import { type CheckCode, GATE_CHECKS } from './checks.ts';
import type { GateFinding, GateProfile, GateSeverity } from './finding.ts';

/** What a check tells beside its code. */
export interface Told {
  readonly message: string;
  readonly in?: 'source' | 'target';
  /** UTF-16 units; without them the whole text. */
  readonly start?: number;
  readonly end?: number;
  readonly confidence?: number;
  readonly fixable?: boolean;
  /** Where it is not that of the profile. */
  readonly severity?: GateSeverity;
}

/** Collects findings, each once. */
export interface Report {
  readonly findings: readonly GateFinding[];
  add(code: CheckCode, told: Told): void;
  /** Where a piece of the target stands, if it can be found there as it is. */
  at(piece: string): { start: number; end: number } | Record<never, never>;
}

/** Most findings of one text: the rest would say the same. */
const MAX_FINDINGS = 100;

/** Begins a report on a pair of texts. */
export function gateReport(
  source: string,
  target: string,
  profile: GateProfile,
  ignored: ReadonlySet<string>,
): Report {
  const findings: GateFinding[] = [];
  const seen = new Set<string>();
  return {
    findings,
    add(code, { message, in: where = 'target', start = 0, end, confidence = 1, fixable = false, severity }) {
      const key = `${code} ${where} ${start} ${message}`;
      if (ignored.has(code) || seen.has(key) || findings.length >= MAX_FINDINGS) return;
      seen.add(key);
      const { mqm, severity: usual } = GATE_CHECKS[code];
      const length = (where === 'target' ? target : source).length;
      const from = Math.min(Math.max(0, start), length);
      const place = { in: where, start: from, end: Math.min(Math.max(from, end ?? length), length) };
      findings.push({ code, mqm, severity: severity ?? usual[profile], confidence, message, place, fixable });
    },
    at(piece) {
      const start = piece === '' ? -1 : target.indexOf(piece);
      return start < 0 ? {} : { start, end: start + piece.length };
    },
  };
}
