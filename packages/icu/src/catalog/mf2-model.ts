import { type Model, parseMessage, stringifyMessage } from 'messageformat';
import { isJsonRecord, type JsonRecord, own, ownText } from './json.ts';
import { isMf2Identifier, isMf2Name } from './mf2-text.ts';

/** Something that is not of the data model. */
class NotOfTheModel extends Error {}

function part(value: unknown, ...types: readonly string[]): JsonRecord {
  if (isJsonRecord(value) && types.includes(ownText(value, 'type') ?? '')) return value;
  throw new NotOfTheModel();
}

function text(record: JsonRecord, key: string, usable: (value: string) => boolean = () => true): string {
  const value = ownText(record, key);
  if (value !== undefined && usable(value)) return value;
  throw new NotOfTheModel();
}

function list<Item>(value: unknown, read: (item: unknown) => Item): Item[] {
  if (Array.isArray(value)) return value.map(read);
  throw new NotOfTheModel();
}

function operand(value: unknown): Model.Literal | Model.VariableRef {
  const given = part(value, 'literal', 'variable');
  return own(given, 'type') === 'literal'
    ? { type: 'literal', value: text(given, 'value') }
    : { type: 'variable', name: text(given, 'name', isMf2Name) };
}

function byName<Value>(value: unknown, read: (item: unknown) => Value): Record<string, Value> {
  if (value === undefined) return {};
  if (!isJsonRecord(value)) throw new NotOfTheModel();
  const entries = Object.entries(value).map(([name, item]): [string, Value] => {
    if (!isMf2Identifier(name)) throw new NotOfTheModel();
    return [name, read(item)];
  });
  return Object.fromEntries(entries);
}

const attributes = (value: unknown): Model.Attributes =>
  byName(value, (item) =>
    item === true ? true : { type: 'literal', value: text(part(item, 'literal'), 'value') },
  );

/** The specification says `function`, the package says `functionRef`. */
function functionRef(expression: JsonRecord): Model.FunctionRef | undefined {
  const value = own(expression, 'functionRef') ?? own(expression, 'function');
  if (value === undefined) return undefined;
  const given = part(value, 'function');
  const options = byName(own(given, 'options'), operand);
  return { type: 'function', name: text(given, 'name', isMf2Identifier), options };
}

function expression(value: unknown): Model.Expression {
  const given = part(value, 'expression');
  const arg = own(given, 'arg');
  const ref = functionRef(given);
  const more = { attributes: attributes(own(given, 'attributes')) };
  if (arg !== undefined)
    return { type: 'expression', arg: operand(arg), ...(ref && { functionRef: ref }), ...more };
  if (ref === undefined) throw new NotOfTheModel();
  return { type: 'expression', functionRef: ref, ...more };
}

function markup(given: JsonRecord): Model.Markup {
  const kind = text(given, 'kind', (word) => ['open', 'standalone', 'close'].includes(word));
  return {
    type: 'markup',
    kind: kind as Model.Markup['kind'],
    name: text(given, 'name', isMf2Identifier),
    options: byName(own(given, 'options'), operand),
    attributes: attributes(own(given, 'attributes')),
  };
}

const pattern = (value: unknown): Model.Pattern =>
  list(value, (item) => {
    if (typeof item === 'string') return item;
    const given = part(item, 'expression', 'markup');
    return own(given, 'type') === 'markup' ? markup(given) : expression(given);
  });

function declaration(value: unknown): Model.Declaration {
  const given = part(value, 'input', 'local');
  const name = text(given, 'name', isMf2Name);
  const inner = expression(own(given, 'value'));
  if (own(given, 'type') === 'local') return { type: 'local', name, value: inner };
  if (inner.arg?.type !== 'variable' || inner.arg.name !== name) throw new NotOfTheModel();
  return { type: 'input', name, value: inner as Model.Expression<Model.VariableRef> };
}

function key(value: unknown): Model.Literal | Model.CatchallKey {
  const given = part(value, 'literal', '*');
  return own(given, 'type') === '*' ? { type: '*' } : { type: 'literal', value: text(given, 'value') };
}

function variant(value: unknown): Model.Variant {
  if (!isJsonRecord(value)) throw new NotOfTheModel();
  return { keys: list(own(value, 'keys'), key), value: pattern(own(value, 'value')) };
}

function message(value: unknown): Model.Message {
  const given = part(value, 'message', 'select');
  const declarations = list(own(given, 'declarations'), declaration);
  if (own(given, 'type') === 'message') {
    return { type: 'message', declarations, pattern: pattern(own(given, 'pattern')) };
  }
  const selectors = list(own(given, 'selectors'), (item): Model.VariableRef => {
    return { type: 'variable', name: text(part(item, 'variable'), 'name', isMf2Name) };
  });
  return { type: 'select', declarations, selectors, variants: list(own(given, 'variants'), variant) };
}

/**
 * The source of a message in the data model of MessageFormat 2 (LDML 48 part 9, interchange data model), or as the
 * package `messageformat` has it.
 *
 * @returns `undefined` when it is none
 */
export function mf2SourceOfModel(value: unknown): string | undefined {
  try {
    return stringifyMessage(message(value));
  } catch (error) {
    if (error instanceof NotOfTheModel) return undefined;
    throw error;
  }
}

/** The data model of a source, as plain data. */
export function mf2ModelOf(source: string): Model.Message {
  // The parser's nodes also point to its own tree, by symbols that JSON does not know.
  return JSON.parse(JSON.stringify(parseMessage(source))) as Model.Message;
}
