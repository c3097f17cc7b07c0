import fc from 'fast-check';
import { MessageFormat } from 'messageformat';
import { DraftFunctions } from 'messageformat/functions';
import { describe, expect, it } from 'vitest';
import { mf2Locales, mf2Message, mf2Values, mf2Zone } from '../test/mf2-messages.ts';
import { compileMessage } from './message.ts';

/** Generated messages against the reference implementation of MessageFormat 2. */
describe('against the reference implementation of MessageFormat 2', () => {
  it.each(['none', 'auto'] as const)(
    'formats generated messages the same, bidi isolation %s',
    (bidiIsolation) => {
      fc.assert(
        fc.property(mf2Message, fc.constantFrom(...mf2Locales), mf2Values, (source, locale, given) => {
          const theirErrors: unknown[] = [];
          const ourErrors: unknown[] = [];
          const their = new MessageFormat(locale, source, {
            functions: DraftFunctions,
            bidiIsolation: bidiIsolation === 'auto' ? 'default' : 'none',
          });
          const our = compileMessage(source, { locale, syntax: 'mf2', timeZone: mf2Zone, bidiIsolation });
          const expected = their.format(given, (error) => theirErrors.push(error));
          expect(our.format(given, (error) => ourErrors.push(error))).toBe(expected);
          expect(ourErrors.length > 0).toBe(theirErrors.length > 0);
          const parts = our.formatToParts(given, () => undefined);
          expect(parts.map((part) => part.value).join('')).toBe(expected);
        }),
        { numRuns: 250 },
      );
    },
    60_000,
  );
});
