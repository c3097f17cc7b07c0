import type { Messages } from '@localert/core';
import { checkContract, contractOf } from './contract.ts';
import type { MessageForm } from './form.ts';
import type { LintFinding } from './lint-finding.ts';
import { type LintOptions, lintMessage } from './lint-message.ts';
import { argumentPlaces } from './lint-places.ts';
import { type LintReport, lintReport } from './lint-report.ts';
import { parseForm } from './parse.ts';

/** A finding in one of several messages. */
export interface FieldFinding extends LintFinding {
  /** The message's field. */
  readonly field: string;
}

type Forms = ReadonlyMap<string, MessageForm>;

/** What parses; the rest is told by the lint of the message itself. */
function formsOf(messages: Messages, { syntax = 'icu', functions = [] }: LintOptions): Forms {
  return new Map(
    Object.entries(messages).flatMap(([field, source]) => {
      try {
        return [[field, parseForm(source, syntax, { functions })] as const];
      } catch {
        return [];
      }
    }),
  );
}

/** Holds one translation against the base texts. */
function compare(
  field: string,
  source: string,
  form: MessageForm,
  base: Forms,
  options: LintOptions,
  report: LintReport,
): void {
  const places = argumentPlaces(source, options);
  const { contract } = contractOf([...base.values()]);
  const at = (argument: string) => places.get(argument)?.[0] ?? { start: 0, end: 0 };
  for (const { code, argument, used, expected, choices } of checkContract(form, contract)) {
    const { start, end } = at(argument);
    const message = {
      'argument-unknown': `The base texts do not take "${argument}"; they take ${Object.keys(contract).join(', ') || 'nothing'}.`,
      'argument-type': `"${argument}" is used as ${used} here and as ${expected} in the base texts.`,
      'choice-unknown': `The base texts never choose ${choices?.map((choice) => `"${choice}"`).join(', ')} by "${argument}".`,
    }[code];
    report.add(code, start, end, message, { argument });
  }
  const original = base.get(field);
  if (original === undefined) {
    report.add('field-unknown', 0, 0, `The base texts have no field "${field}".`);
    return;
  }
  const here = contractOf([form]).contract;
  for (const argument of Object.keys(contractOf([original]).contract)) {
    if (Object.hasOwn(here, argument)) continue;
    report.add('argument-dropped', 0, 0, `The base message shows {${argument}}, this one does not.`, {
      argument,
    });
  }
}

/**
 * Looks at all messages of one locale, and, given the base texts, at how they keep to them: arguments that nobody passes,
 * that have another type or are left out, branches that the base never takes, fields that it does not have.
 *
 * @param base - the texts of the base locale; `undefined` when the messages are the base texts
 * @throws LOCALERT_INVALID_LOCALE for a locale that is no language tag
 *
 * @example
 * ```ts
 * import { lintMessages } from '@localert/icu/lint';
 *
 * const [finding] = lintMessages({ title: 'Disque de {serveur} plein' }, { title: 'Disk of {host} full' }, { locale: 'fr' });
 * finding?.argument; // 'serveur'
 * ```
 */
export function lintMessages(
  messages: Messages,
  base: Messages | undefined,
  options: LintOptions,
): readonly FieldFinding[] {
  const original = base && formsOf(base, options);
  const forms = formsOf(messages, options);
  return Object.entries(messages).flatMap(([field, source]) => {
    const report = lintReport(source);
    const form = forms.get(field);
    if (original && form) compare(field, source, form, original, options, report);
    return [...report.findings, ...lintMessage(source, options)].map((finding) => ({ ...finding, field }));
  });
}
