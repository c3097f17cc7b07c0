import type { LintEdit, LintSeverity } from '@localert/icu/lint';
import type { DocumentText, JsonDocument } from './json-document.ts';

/** How bad a finding is, worst first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly LintSeverity[];

/** One thing found by `check`. */
export interface CheckFinding {
  readonly severity: LintSeverity;
  readonly code: string;
  readonly message: string;
  /** `code`: in the config · `file`: in a file of texts · `store`: stored. */
  readonly origin: 'code' | 'file' | 'store';
  /** As messages name it; absent for what is stored. */
  readonly file?: string | undefined;
  /** 1-based places in the file. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly endColumn?: number | undefined;
  readonly fixture?: string | undefined;
  readonly locale?: string | undefined;
  /** The field of the fixture, a path into its layout, or the key of a catalogue. */
  readonly field?: string | undefined;
  /** 1-based place in the message's own source, where it has one. */
  readonly inMessage?: { readonly line: number; readonly column: number } | undefined;
  /** `--fix` would mend it. */
  readonly fixable: boolean;
}

/** How to mend a text in a file. */
export interface FileFix {
  readonly document: JsonDocument;
  readonly text: DocumentText;
  readonly edits: readonly LintEdit[];
}

/** A finding, and how to mend it. */
export interface Found {
  readonly finding: CheckFinding;
  readonly fix?: FileFix | undefined;
}

/** Findings by how bad they are. */
export type FindingCounts = Readonly<Record<LintSeverity, number>>;

export function countFindings(findings: readonly CheckFinding[]): FindingCounts {
  const count = (severity: LintSeverity) => findings.filter((one) => one.severity === severity).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}

/** Whether something is at least as bad as a limit; `never` is reached by nothing. */
export function reaches(severity: LintSeverity, limit: string | undefined): boolean {
  const index = (SEVERITIES as readonly (string | undefined)[]).indexOf(limit);
  return index !== -1 && SEVERITIES.indexOf(severity) <= index;
}

/** Where it stands, for people: as editors and terminals make links of it. */
export function whereIs({ file, line, column, fixture, locale, field, inMessage }: CheckFinding): string {
  const at = file === undefined ? [] : [[file, line, column].filter((part) => part !== undefined).join(':')];
  const inside = line === undefined && inMessage ? ` ${inMessage.line}:${inMessage.column}` : '';
  const name = [fixture, locale, field].filter((part) => part !== undefined).join(' ');
  return [...at, ...(name === '' ? [] : [`${name}${inside}`])].join(' ');
}
