import { nodeCryptoOf } from './backends.ts';

type Compare = (left: Uint8Array, right: Uint8Array) => boolean;

/** Looks at every byte, whatever the first ones are. */
export const sameBytesPortable: Compare = (left, right) => {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) difference |= (left[at] as number) ^ (right[at] as number);
  return difference === 0;
};

export function sameBytesWith(crypto: typeof import('node:crypto') | undefined): Compare {
  if (!crypto) return sameBytesPortable;
  const { timingSafeEqual } = crypto;
  return (left, right) => left.length === right.length && timingSafeEqual(left, right);
}

/** Whether two secrets are the same, in a time that does not tell where they differ. Their lengths are no secret. */
export const sameBytes: Compare = sameBytesWith(nodeCryptoOf(globalThis));
