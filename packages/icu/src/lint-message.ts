import { canonicalLocale, isLocalertError, type LocalertError, type MessageSyntax } from '@localert/core';
import { parseCST } from 'messageformat/cst';
import { MessageSyntaxError, MessageUnsupportedError } from './errors.ts';
import { MAX_SOURCE_LENGTH, type MessageForm } from './form.ts';
import { readIcuTree } from './icu-tree.ts';
import { lintApostrophes } from './lint-apostrophes.ts';
import { icuArguments, lintArguments, placesByName } from './lint-arguments.ts';
import { lintCharacters } from './lint-characters.ts';
import type { LintFinding } from './lint-finding.ts';
import { applyEdits, applyFixes } from './lint-fix.ts';
import { lintLimits } from './lint-limits.ts';
import { lintMatch } from './lint-match.ts';
import { lintMf2, mf2Variables } from './lint-mf2.ts';
import { lintChoices, lintPounds } from './lint-plural.ts';
import { type LintReport, lintReport } from './lint-report.ts';
import type { LintCode } from './lint-rules.ts';
import { lintSpaces } from './lint-spaces.ts';
import { maskIcu, maskMf2 } from './masked-pattern.ts';
import { parseForm } from './parse.ts';

/** What a message is read as. */
export interface LintOptions {
  /** Whose plural rules, script and direction count. */
  readonly locale: string;
  /** Default `icu`. */
  readonly syntax?: MessageSyntax;
  /** Names of the host's functions that the message may use. Default none. */
  readonly functions?: readonly string[];
}

/** Options with everything in place. */
interface Settings {
  readonly locale: string;
  readonly syntax: MessageSyntax;
  readonly functions: ReadonlySet<string>;
}

/** Most fixes that prove themselves on one message: each takes another round of lint. */
const MAX_FIXES = 40;

/** The offset of a 1-based place. */
function offsetOf(source: string, details: LocalertError['details']): number {
  const { line = 1, column = 1 } = details as { line?: number; column?: number };
  let offset = 0;
  for (let at = 1; at < line; at += 1) offset = source.indexOf('\n', offset) + 1;
  return Math.min(offset + column - 1, source.length);
}

function noteError(error: LocalertError, source: string, report: LintReport): void {
  const code = MessageSyntaxError.is(error)
    ? 'syntax'
    : MessageUnsupportedError.is(error)
      ? 'unsupported'
      : 'limit';
  const at = offsetOf(source, error.details);
  report.add(code, at, at, error.message);
}

/** Parses; what is wrong becomes a finding. MessageFormat 2 is read on when only a function or option is unknown. */
function read(source: string, { syntax, functions }: Settings, report: LintReport): MessageForm | undefined {
  const names = [...functions];
  try {
    return parseForm(source, syntax, { functions: names });
  } catch (error) {
    if (!isLocalertError(error)) throw error;
    if (syntax === 'icu' || !MessageUnsupportedError.is(error)) {
      noteError(error, source, report);
      return undefined;
    }
    const form = parseForm(source, syntax, { functions: names, lenient: true });
    lintMf2(source, parseCST(source), functions, report);
    // The rule for functions has told already, with the right place.
    if (report.findings.every(({ code }) => code !== 'function-unknown')) noteError(error, source, report);
    return form;
  }
}

function lintIcuForm(source: string, form: MessageForm, settings: Settings, report: LintReport): void {
  const tree = readIcuTree(source, settings.functions);
  const patterns = maskIcu(source, tree);
  lintApostrophes(source, tree, report);
  lintChoices(source, tree, settings.locale, report);
  lintPounds(source, tree, report);
  lintArguments(form, placesByName(icuArguments(tree)), report);
  lintCharacters(patterns, settings.locale, true, report);
  lintSpaces(patterns, false, report);
}

function lintMf2Form(source: string, form: MessageForm, settings: Settings, report: LintReport): void {
  const message = parseCST(source);
  const patterns = maskMf2(source, message);
  if (report.findings.length === 0) lintMf2(source, message, settings.functions, report);
  if (message.type === 'select') lintMatch(form, message, settings.locale, report);
  lintArguments(form, placesByName(mf2Variables(message)), report);
  lintCharacters(patterns, settings.locale, true, report);
  lintSpaces(patterns, message.type === 'select', report);
}

/** One round of lint; no fix has proved itself yet. */
function findings(source: string, settings: Settings): readonly LintFinding[] {
  const report = lintReport(source);
  const form = read(source, settings, report);
  if (form === undefined) {
    // What is too long for a message is not looked through either.
    if (source.length > MAX_SOURCE_LENGTH) return report.findings;
    lintCharacters([{ offset: 0, text: source }], settings.locale, false, report);
  } else {
    if (settings.syntax === 'icu') lintIcuForm(source, form, settings, report);
    else lintMf2Form(source, form, settings, report);
    lintLimits(source, form, report);
  }
  return [...report.findings].sort((a, b) => a.place.offset - b.place.offset);
}

const counted = (all: readonly LintFinding[], code: string): number =>
  all.filter((one) => one.code === code).length;
const errorsOf = (all: readonly LintFinding[]): number =>
  all.filter(({ severity }) => severity === 'error').length;

const UNREADABLE: ReadonlySet<string> = new Set<LintCode>(['syntax', 'unsupported', 'limit']);
const isReadable = (all: readonly LintFinding[]): boolean => !all.some(({ code }) => UNREADABLE.has(code));

/** A fix stays when it leaves a message with one finding of its kind less, no new error, and as readable as before. */
function proves(
  finding: LintFinding,
  all: readonly LintFinding[],
  source: string,
  settings: Settings,
): boolean {
  if (finding.fix === undefined) return false;
  const after = findings(applyEdits(source, finding.fix.edits), settings);
  if (isReadable(all) && !isReadable(after)) return false;
  return counted(after, finding.code) < counted(all, finding.code) && errorsOf(after) <= errorsOf(all);
}

/** Whether fixes that prove themselves one by one leave a readable message together. */
function proveTogether(kept: readonly LintFinding[], source: string, settings: Settings): boolean {
  return isReadable(findings(applyFixes(source, kept), settings));
}

/** Takes back what did not prove itself. */
function withProvedFixes(
  all: readonly LintFinding[],
  source: string,
  settings: Settings,
): readonly LintFinding[] {
  const readable = isReadable(all);
  const kept: LintFinding[] = [];
  let tried = 0;
  return all.map((finding) => {
    if (finding.fix === undefined) return finding;
    tried += 1;
    const proved =
      tried <= MAX_FIXES &&
      proves(finding, all, source, settings) &&
      (!readable || kept.length === 0 || proveTogether([...kept, finding], source, settings));
    if (proved) {
      kept.push(finding);
      return finding;
    }
    const { fix: _, ...rest } = finding;
    return rest;
  });
}

/**
 * Looks for what is wrong or doubtful in one message: syntax, branches that no count leads to or that a language lacks,
 * arguments quoted away, invisible characters and more; `LINT_RULES` lists it all. A bad message is a finding, never an
 * error. Findings stand in the order of the source.
 *
 * The first 40 fixes are proved before they are offered: applied by itself, each gives a message that parses, has this
 * finding no more, and no new error; applied together, they give a message that parses.
 *
 * @throws LOCALERT_INVALID_LOCALE for a locale that is no language tag
 *
 * @example
 * ```ts
 * import { lintMessage } from '@localert/icu/lint';
 *
 * const [finding] = lintMessage('{n, plural, one {# файл} other {# файла}}', { locale: 'ru' });
 * finding?.code; // 'category-missing'
 * ```
 */
export function lintMessage(source: string, options: LintOptions): readonly LintFinding[] {
  const settings: Settings = {
    locale: canonicalLocale(options.locale),
    syntax: options.syntax ?? 'icu',
    functions: new Set(options.functions),
  };
  return withProvedFixes(findings(source, settings), source, settings);
}
