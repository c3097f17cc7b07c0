import { TRANSPORT_SPEC, type Transport } from '@localert/core';
import { groupKey, workspaceKey } from './keys.ts';
import { blockWords, messageOf, plainText } from './words.ts';

/** Where alerts are printed. */
export interface ConsoleTransportOptions {
  /** Writes one alert, several lines. Default: `console.log`. */
  readonly write?: ((text: string) => void) | undefined;
  /** Prints the texts of the blocks, too; default false: the notification's text alone. */
  readonly blocks?: boolean | undefined;
}

const NAME = 'console';

/** What could move a terminal's cursor, colour it, or turn the reading direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the purpose
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const shown = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;

const safe = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSAFE, shown);

/** One line, and not a long one: ids and channels. */
const word = (text: string): string => safe(text).replaceAll('\n', ' ').slice(0, 100);

/**
 * Prints alerts as people read them, for development: nothing leaves the machine. Control characters in a text are made
 * visible, so that none can steer the terminal. What cannot be printed is `retry`; it never throws.
 *
 * @example
 * ```ts
 * import { consoleTransport } from '@localert/delivery';
 *
 * const transport = consoleTransport();
 * ```
 */
export function consoleTransport({
  write = (text) => console.log(text),
  blocks = false,
}: ConsoleTransportOptions = {}): Transport {
  return {
    spec: TRANSPORT_SPEC,
    name: NAME,
    groupOf: (scope, destination) => groupKey(NAME, scope, destination),
    workspaceOf: (scope, destination) => workspaceKey(NAME, scope, destination),
    async deliver({ tenant }, { id, payload, destination, about }, { signal } = {}) {
      if (signal?.aborted) return { kind: 'retry', code: 'aborted' };
      const stored = messageOf(payload);
      if (stored === undefined) return { kind: 'rerender', code: 'payload-broken' };
      const { text } = stored;
      const to = [tenant, destination.workspace, destination.channel].filter((one) => one !== undefined);
      const head = [to.join(' / '), about?.severity, about?.fixture, about?.locale, id];
      const texts = [typeof text === 'string' ? plainText(text) : '', ...(blocks ? blockWords(stored) : [])];
      const lines = texts.flatMap((one) => safe(one).split('\n')).filter((line) => line.trim() !== '');
      try {
        const names = head.filter((one) => one !== undefined).map(word);
        write([names.join(' · '), ...lines.map((line) => `  ${line}`)].join('\n'));
        return { kind: 'delivered' };
      } catch {
        return { kind: 'retry', code: 'write-failed' };
      }
    },
  };
}
