import { DecryptFailedError, defineError } from '@localert/core';

const HINT =
  'it is not sealed. If it was kept before encryption was on, open the store with acceptPlain: true and reseal; else look into who can write to the store';

/** Something that lies in the clear where it must not. */
export const plainRefused = (what: string) => new DecryptFailedError({ what, hint: HINT });

/** A tenant's encryption is turned on while what it has lies in the clear, and would not be read any more. */
export const PlainContentError = defineError<'LOCALERT_PLAIN_CONTENT', { tenant: string }>(
  'LOCALERT_PLAIN_CONTENT',
  {
    message: ({ tenant }) =>
      `What the tenant "${tenant}" has lies in the clear so far and would not be read once its encryption is on. Open the store with acceptPlain: true, raise the level, reseal, and open it without.`,
  },
);
