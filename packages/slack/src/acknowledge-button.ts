import type { TenantScope } from '@localert/core';

/** The action of acknowledgement buttons; nobody else's buttons may have one that begins with `localert.`. */
export const ACKNOWLEDGE_ACTION = 'localert.acknowledge';

/** Stands in a rendered message where the reference to its alert will be: which alert it is, is known when it goes out. */
export const ACKNOWLEDGE_VALUE = 'localert.acknowledge/pending';

/** What a transport asks for a button's reference: `createAcknowledgements` of `@localert/slack/interactive`. */
export interface AcknowledgeValues {
  valueFor(scope: TenantScope, alert: string): Promise<string>;
}

type Json = Readonly<Record<string, unknown>>;

/** Most levels of a message: attachment, block, elements, button. */
const MAX_DEPTH = 12;

function filled(value: unknown, reference: string, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => filled(item, reference, depth + 1));
  const { type, action_id: action, value: held } = value as Json;
  if (type === 'button' && action === ACKNOWLEDGE_ACTION && held === ACKNOWLEDGE_VALUE)
    return { ...value, value: reference };
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, filled(inner, reference, depth + 1)]),
  );
}

/** Whether a stored message has a button that waits for its reference. A text in it may look like one, which costs a look. */
export const awaitsReference = (payload: string): boolean => payload.includes(ACKNOWLEDGE_VALUE);

/** Puts the reference into the acknowledgement buttons of a stored message; what is no JSON stays as it is. */
export function withReference(payload: string, reference: string): string {
  try {
    return JSON.stringify(filled(JSON.parse(payload), reference, 0));
  } catch {
    return payload;
  }
}
