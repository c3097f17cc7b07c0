import { defineError } from '@localert/core';

/** A key that is not of the length or the form that is asked for. Never says what it was. */
export const InvalidKeyError = defineError<'LOCALERT_INVALID_KEY', { what: string; expected: string }>(
  'LOCALERT_INVALID_KEY',
  { message: ({ what, expected }) => `The ${what} is not usable: it must be ${expected}.` },
);

/** An envelope of a version or a suite that this release does not open. */
export const EnvelopeUnsupportedError = defineError<
  'LOCALERT_ENVELOPE_UNSUPPORTED',
  { part: 'version' | 'suite'; found: number; known: number }
>('LOCALERT_ENVELOPE_UNSUPPORTED', {
  message: ({ part, found, known }) =>
    `The envelope has ${part} ${found}, this program opens ${part} ${known} only; update @localert/crypto.`,
});
