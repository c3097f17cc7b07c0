import { inspect } from 'node:util';

/** A secret that must be shown nowhere. It looks like a Slack token. */
export const CANARY = 'xoxb-CANARY-7f3a';

/** An error as a careless driver makes it: the data stands in its message, its name, its code, its properties, its cause. */
export const careless = (): Error =>
  Object.assign(new Error(`duplicate key value (${CANARY})`, { cause: new Error(CANARY) }), {
    name: `Error of ${CANARY}`,
    code: `E_${CANARY}`,
    detail: CANARY,
    url: `https://${CANARY}`,
    [CANARY]: CANARY,
  });

/** What a port can throw. */
export const FAULTS = { 'an error': careless, 'a text': (): unknown => CANARY } as const;

/** Everything that a host could print of an error, and of what stands behind it. */
export const printed = (error: unknown): string =>
  [
    String(error),
    (error as Error).stack,
    JSON.stringify(error),
    inspect(error, { depth: 12, showHidden: true }),
    inspect((error as Error).cause, { depth: 12, showHidden: true }),
  ].join('\n');
