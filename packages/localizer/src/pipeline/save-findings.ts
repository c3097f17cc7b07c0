import type { Finding, SlackFixture } from '@localert/core';
import { own } from '../own.ts';
import { sourceMessages } from './draft-fixture.ts';
import type { QualityGate } from './quality.ts';

/** What the gate says to the translations of a fixture that is about to be saved: warnings, each with its place. */
export function saveFindings(
  { locales, baseLocale, syntax }: Pick<SlackFixture, 'locales' | 'baseLocale' | 'syntax'>,
  gate: QualityGate,
): readonly Finding[] {
  const sources = sourceMessages({ locales, baseLocale });
  return Object.entries(locales).flatMap(([locale, messages]) =>
    locale === baseLocale
      ? []
      : Object.entries(messages).flatMap(([field, target]) => {
          const source = own(sources, field);
          if (source === undefined) return [];
          const question = {
            source,
            target,
            sourceLocale: baseLocale,
            targetLocale: locale,
            syntax,
            glossary: [],
            functions: [],
          };
          return gate
            .check(question)
            .map(({ code, message }): Finding => ({ severity: 'warning', code, message, locale, field }));
        }),
  );
}
