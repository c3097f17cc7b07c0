import { type FixtureContent, isLocalertError } from '@localert/core';
import { checkContract, contractOf, type MessageForm, parseForm } from '@localert/icu';
import { functionsIn } from './pieces.ts';
import type { RefusedPlace } from './refusal.ts';

/** Faults that every tenant refuses a fixture for, of those that can be seen without it: messages and their arguments. */
export function proofFaults(
  { locales, baseLocale, syntax, arguments: declared }: FixtureContent,
  functions: readonly string[] = [],
): readonly RefusedPlace[] {
  const faults: RefusedPlace[] = [];
  const forms = new Map<string, readonly (readonly [string, MessageForm])[]>();
  let isSure = true;
  for (const [locale, messages] of Object.entries(locales)) {
    const parsed: (readonly [string, MessageForm])[] = [];
    for (const [field, source] of Object.entries(messages)) {
      const named = functionsIn(source);
      // What a function takes, only the host knows.
      if (named.length > 0) isSure = false;
      try {
        parsed.push([
          field,
          parseForm(source, syntax, { functions: [...functions, ...named], lenient: true }),
        ]);
      } catch (error) {
        if (!isLocalertError(error)) throw error;
        faults.push({ code: 'message', locale, field });
      }
    }
    forms.set(locale, parsed);
  }
  const base = forms.get(baseLocale) ?? [];
  const { contract, conflicts } = contractOf(base.map(([, form]) => form));
  if (conflicts.length > 0) faults.push({ code: 'contract', locale: baseLocale });
  if (!isSure) return faults;
  for (const [locale, parsed] of forms) {
    for (const [field, form] of parsed) {
      const broken = checkContract(form, contract).filter(
        ({ code, argument }) => code !== 'choice-unknown' && !Object.hasOwn(declared, argument),
      );
      if (broken.length > 0) faults.push({ code: 'contract', locale, field });
    }
  }
  return faults;
}
