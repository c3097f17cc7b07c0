import { defineError } from '@localert/core';

/** A fixture's message that FormatJS cannot show as Localert does. */
export const IntlMessageError = defineError<
  'LOCALERT_INTL_MESSAGE',
  { readonly field: string; readonly reason: string }
>('LOCALERT_INTL_MESSAGE', {
  message: ({ field, reason }) => `The field "${field}" has no equivalent in FormatJS. ${reason}`,
});
