const utf8 = new TextEncoder();

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** JSON whose members stand in the order of their names, so that equal things have equal texts. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]),
  );
}

/** SHA-256 of something that is JSON, in hexadecimal: equal for equal things, whatever the order of their members. */
export async function digestOf(value: unknown): Promise<string> {
  const bytes = utf8.encode(JSON.stringify(ordered(value)));
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
