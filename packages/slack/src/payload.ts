/** The members of a stored message that are sent on. Where it goes and as whom is the transport's to say. */
const MEMBERS: readonly string[] = ['text', 'blocks', 'attachments', 'metadata'];

/** A message as it was stored, by member. */
type Payload = Readonly<Record<string, unknown>>;

function parsed(json: string): Payload | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Payload)
    : undefined;
}

/**
 * The body of a request: a stored message with what the transport adds. The message's text is taken as it is; only one
 * with members that it should not have is written anew without them.
 *
 * @param add - the members to add, from what the message has
 * @returns JSON text, or `undefined` when what was stored is no JSON object
 */
export function bodyOf(json: string, add: (has: (member: string) => boolean) => object): string | undefined {
  const stored = parsed(json);
  if (stored === undefined) return undefined;
  const added = JSON.stringify(add((member) => MEMBERS.includes(member) && Object.hasOwn(stored, member)));
  const names = Object.keys(stored);
  const message = names.every((name) => MEMBERS.includes(name))
    ? json.trim()
    : JSON.stringify(Object.fromEntries(Object.entries(stored).filter(([name]) => MEMBERS.includes(name))));
  // Two objects become one: the first without its closing brace, the second without its opening one.
  const head = message.slice(0, -1);
  const separator = head.trim() === '{' || added === '{}' ? '' : ',';
  return `${head}${separator}${added.slice(1)}`;
}
