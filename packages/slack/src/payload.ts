/** The members of a stored message that are sent on. Where it goes and as whom is the transport's to say. */
const MEMBERS = ['text', 'blocks', 'attachments', 'metadata'] as const;

/** A message as it was stored, by member. */
export type Payload = Readonly<Partial<Record<(typeof MEMBERS)[number], unknown>>>;

/** Reads a stored message; `undefined` when it is no JSON object. */
export function readPayload(json: string): Payload | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const stored = value as Payload;
  return Object.fromEntries(
    MEMBERS.flatMap((name) => (Object.hasOwn(stored, name) ? [[name, stored[name]]] : [])),
  );
}
