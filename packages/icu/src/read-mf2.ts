import { MessageSyntaxError as LibrarySyntaxError, type Model, parseMessage, validate } from 'messageformat';
import { MessageSyntaxError } from './errors.ts';
import { mf2SyntaxError } from './mf2-errors.ts';
import { placeAt } from './place.ts';
import { scanMf2 } from './scan-mf2.ts';

/** An attribute with what must stand around it (LDML 48 part 9, message.abnf: attribute). */
const ATTRIBUTE =
  /(?<=[\s\u061c\u200e\u200f\u2066-\u2069])@[^\s\u061c\u200e\u200f\u2066-\u2069{}|=@/$*#]+(?:[\s\u061c\u200e\u200f\u2066-\u2069]*=[\s\u061c\u200e\u200f\u2066-\u2069]*(?:\|(?:[^\\|]|\\[\\{|}])*\||[^\s\u061c\u200e\u200f\u2066-\u2069{}|=@/:$*#]+))?(?=[\s\u061c\u200e\u200f\u2066-\u2069/}])/y;

/** The source with spaces for its attributes, so that all places stay. */
function withoutAttributes(source: string, starts: readonly number[]): string {
  let text = '';
  let from = 0;
  for (const start of starts) {
    ATTRIBUTE.lastIndex = start;
    const [attribute = ''] = start >= from ? (ATTRIBUTE.exec(source) ?? []) : [];
    text += source.slice(from, Math.max(start, from)) + ' '.repeat(attribute.length);
    from = Math.max(start, from) + attribute.length;
  }
  return text + source.slice(from);
}

/** An attribute that stands twice is no error, its last value counts; the library refuses it. None is kept anyway. */
function parseOnce(source: string, attributes: readonly number[]): Model.Message {
  try {
    return parseMessage(source);
  } catch (error) {
    const twice = error instanceof LibrarySyntaxError && error.type === 'duplicate-attribute';
    if (!twice) throw error;
    return parseMessage(withoutAttributes(source, attributes));
  }
}

/** The grammar wants a variant after `.match` and a key in each; the library leaves that to the data model. */
function checkVariants(message: Model.Message, source: string): void {
  if (message.type !== 'select') return;
  if (message.variants.length > 0 && message.variants.every(({ keys }) => keys.length > 0)) return;
  throw new MessageSyntaxError({
    syntax: 'mf2',
    kind: 'syntax-error',
    expected: 'variants with a key each after .match, the last one with *',
    ...placeAt(source, source.indexOf('.match')),
  });
}

/**
 * Reads a source into the library's data model, checked.
 *
 * @throws LOCALERT_MESSAGE_SYNTAX, LOCALERT_MESSAGE_TOO_LARGE
 */
export function readModel(source: string): Model.Message {
  const { attributes } = scanMf2(source);
  try {
    const message = parseOnce(source, attributes);
    checkVariants(message, source);
    validate(message);
    return message;
  } catch (error) {
    throw mf2SyntaxError(error, source);
  }
}
