import { defineError } from '@localert/core';

/** What messages can be written as. */
export type MessageTarget = 'icu' | 'mf2' | 'i18next' | 'arb';

const TARGETS: Readonly<Record<MessageTarget, string>> = {
  icu: 'MessageFormat 1',
  mf2: 'MessageFormat 2',
  i18next: 'i18next JSON',
  arb: 'ARB',
};

/** A message that says something for which the other notation has no words. */
export const MessageNotConvertibleError = defineError<
  'LOCALERT_MESSAGE_NOT_CONVERTIBLE',
  { readonly to: MessageTarget; readonly feature: string }
>('LOCALERT_MESSAGE_NOT_CONVERTIBLE', {
  message: ({ to, feature }) =>
    `The message cannot be written as ${TARGETS[to]}: nothing there stands for ${feature}; write it another way or keep its own notation.`,
});

/** A document that is no catalogue of the format that it was read as. */
export const CatalogUnreadableError = defineError<
  'LOCALERT_CATALOG_UNREADABLE',
  { readonly format: string; readonly expected: string }
>('LOCALERT_CATALOG_UNREADABLE', {
  message: ({ format, expected }) =>
    `The document is no ${format} catalogue: expected ${expected}; read the file that JSON.parse gives, whole and in its own format.`,
});

/** The error for something that the target has no words for. */
export function notConvertible(to: MessageTarget, feature: string): Error {
  return new MessageNotConvertibleError({ to, feature });
}
