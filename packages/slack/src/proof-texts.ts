import {
  type ArgumentContract,
  type Finding,
  isLocalertError,
  type Locale,
  type MessageSyntax,
  type Messages,
} from '@localert/core';
import {
  type CustomFunctions,
  checkContract,
  contractOf,
  type MessageForm,
  parseForm,
  textFaults,
} from '@localert/icu';
import { lintSlackText } from './slack-tokens.ts';

/** The parsed messages of one locale, by field. */
export type Forms = ReadonlyMap<string, MessageForm>;

/**
 * Parses the messages of a locale; what does not parse becomes a finding with its place, and so does literal text that
 * swallows an argument or turns its surroundings around.
 */
export function parseMessages(
  messages: Messages,
  syntax: MessageSyntax,
  locale: Locale,
  findings: Finding[],
  functions: CustomFunctions,
): Forms {
  const forms = new Map<string, MessageForm>();
  for (const [field, source] of Object.entries(messages)) {
    try {
      forms.set(field, parseForm(source, syntax, { functions }));
      for (const { code, message, line, column } of textFaults(source, syntax, Object.keys(functions)))
        findings.push({ severity: 'error', code, message, locale, field, line, column });
    } catch (error) {
      if (!isLocalertError(error)) throw error;
      const { line, column } = error.details as { line?: number; column?: number };
      findings.push({
        severity: 'error',
        code: 'message-syntax',
        message: error.message,
        locale,
        field,
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      });
    }
  }
  return forms;
}

/** Holds the messages of a locale against the base messages and the contract read from them. */
export function checkTranslation(
  locale: Locale,
  forms: Forms,
  base: Forms,
  contract: ArgumentContract,
  findings: Finding[],
): void {
  for (const [field, form] of forms) {
    const original = base.get(field);
    if (original === undefined) {
      findings.push({
        severity: 'warning',
        code: 'field-unknown',
        message: `The base texts have no field "${field}".`,
        locale,
        field,
      });
    }
    for (const fault of checkContract(form, contract)) {
      const message =
        fault.code === 'argument-unknown'
          ? `The argument "${fault.argument}" is not one of the base messages'; they take ${Object.keys(contract).join(', ') || 'none'}.`
          : fault.code === 'argument-type'
            ? `The argument "${fault.argument}" is used as ${fault.used}; the base messages use it as ${fault.expected}.`
            : `A branch of "${fault.argument}" is not one of the base messages'.`;
      findings.push({
        severity: fault.code === 'choice-unknown' ? 'warning' : 'error',
        code: fault.code,
        message,
        locale,
        field,
      });
    }
    const used = contractOf([form]).contract;
    for (const name of original === undefined ? [] : Object.keys(contractOf([original]).contract)) {
      if (Object.hasOwn(used, name)) continue;
      findings.push({
        severity: 'warning',
        code: 'argument-dropped',
        message: `The base message says {${name}}, this one does not.`,
        locale,
        field,
      });
    }
  }
}

/** Fields that a locale lacks. */
export function checkWhole(locale: Locale, messages: Messages, base: Messages, findings: Finding[]): void {
  for (const field of Object.keys(base)) {
    if (Object.hasOwn(messages, field)) continue;
    findings.push({
      severity: 'warning',
      code: 'message-missing',
      message: `The field "${field}" falls back to another locale.`,
      locale,
      field,
    });
  }
}

/** Looks at the Slack tokens in literal text; answers whether one mentions everyone. */
export function checkTokens(locale: Locale, forms: Forms, findings: Finding[]): boolean {
  let broadcasts = false;
  for (const [field, form] of forms) {
    for (const { code, message } of lintSlackText(form)) {
      if (code === 'broadcast') broadcasts = true;
      else findings.push({ severity: 'warning', code, message, locale, field });
    }
  }
  return broadcasts;
}
