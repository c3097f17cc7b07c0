import { InvalidInputError } from '@localert/core';

/**
 * Where a sealed text belongs: it opens nowhere else. Texts of any length, compared byte for byte: nothing is normalised,
 * so hand in locales and ids in the spelling that the store keeps.
 */
export interface SealContext {
  readonly tenant: string;
  readonly fixture: string;
  /** The revision that last changed the field: an integer from 0 to 2^53 - 1. */
  readonly revision: number;
  /** The place in the row, for example `messages/title`. */
  readonly field: string;
  readonly locale: string;
}

const TEXTS = ['tenant', 'fixture', 'field', 'locale'] as const;
const LENGTH_BYTES = 4;
const REVISION_BYTES = 8;
const HIGH = 2 ** 32;

const utf8 = new TextEncoder();

function assertContext(context: SealContext): void {
  const issues: { path: string; message: string }[] = TEXTS.filter((name) => {
    const text: unknown = context[name];
    return typeof text !== 'string' || !text.isWellFormed();
  }).map((path) => ({ path, message: 'a text without lone surrogates' }));
  if (!Number.isSafeInteger(context.revision) || context.revision < 0) {
    issues.push({ path: 'revision', message: 'an integer from 0 to 2^53 - 1' });
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'seal context', issues });
}

/** Writes a text behind its length; answers where it ends. */
function writeText(text: string, target: Uint8Array, view: DataView, at: number): number {
  const start = at + LENGTH_BYTES;
  const { written } = utf8.encodeInto(text, target.subarray(start));
  view.setUint32(at, written);
  return start + written;
}

/**
 * What an envelope authenticates beside its ciphertext: the header, then tenant, fixture, revision, field and locale.
 * A text is its length in bytes (u32) and its UTF-8; the revision is a u64; all numbers big-endian. So no two contexts
 * have the same bytes.
 *
 * @throws LOCALERT_INVALID_INPUT for lone surrogates and numbers that are no revision
 */
export function associatedData(header: Uint8Array, context: SealContext): Uint8Array {
  assertContext(context);
  const { tenant, fixture, revision, field, locale } = context;
  const units = tenant.length + fixture.length + field.length + locale.length;
  // A UTF-16 unit takes at most three bytes of UTF-8.
  const most = header.length + TEXTS.length * LENGTH_BYTES + REVISION_BYTES + 3 * units;
  const target = new Uint8Array(most);
  const view = new DataView(target.buffer);
  target.set(header);
  let at = writeText(tenant, target, view, header.length);
  at = writeText(fixture, target, view, at);
  view.setUint32(at, Math.floor(revision / HIGH));
  view.setUint32(at + LENGTH_BYTES, revision % HIGH);
  at = writeText(field, target, view, at + REVISION_BYTES);
  at = writeText(locale, target, view, at);
  return target.subarray(0, at);
}
