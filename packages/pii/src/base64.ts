const SHAPE = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The bytes of base64 text as characters, or nothing when it is none. Looked at first, since an exception costs as much as
 * a page of text, and hostile texts have thousands of places that look like base64.
 */
export function decodeBase64(encoded: string): string | undefined {
  if (!SHAPE.test(encoded)) return undefined;
  const bare = encoded.replace(/=+$/, '');
  const isWhole = bare.length % 4 !== 1 && (bare.length === encoded.length || encoded.length % 4 === 0);
  return isWhole ? atob(encoded) : undefined;
}
