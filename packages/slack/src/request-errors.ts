import { defineError } from '@localert/core';

/** Why an address was refused; the address itself is a secret and is never named. */
export type AddressFault =
  /** No URL, or one with blanks, backslashes or letters outside of ASCII. */
  | 'unreadable'
  /** A host that other programs could read differently: `0177.0.0.1`, `%2e`, full-width letters. */
  | 'spelling'
  | 'scheme'
  | 'user-info'
  /** A number instead of a name. */
  | 'ip-literal'
  /** A host that the allow-list does not name. */
  | 'host'
  | 'port'
  /** The name leads, or leads also, to an address that is not on the public internet. */
  | 'resolved-address';

/** An address to which nothing may be sent. Nothing was. */
export const AddressRefusedError = defineError<'LOCALERT_ADDRESS_REFUSED', { reason: AddressFault }>(
  'LOCALERT_ADDRESS_REFUSED',
  {
    message: ({ reason }) =>
      `The address is refused (${reason}); nothing was sent. Allow its host by name, or correct the address.`,
  },
);

/** The request did not leave: no name, no connection, no trusted certificate, no proxy, or no time. */
export const RequestNotSentError = defineError<'LOCALERT_REQUEST_NOT_SENT', { reason: string }>(
  'LOCALERT_REQUEST_NOT_SENT',
  { retryable: true, message: ({ reason }) => `The request was not sent (${reason}); it can be repeated.` },
);

/** The connection ended after the request had begun to leave: whether it arrived, nobody can tell. */
export const ConnectionLostError = defineError<'LOCALERT_CONNECTION_LOST', { reason: string }>(
  'LOCALERT_CONNECTION_LOST',
  {
    message: ({ reason }) =>
      `The connection was lost (${reason}) after the request had been sent, which may have arrived.`,
  },
);
