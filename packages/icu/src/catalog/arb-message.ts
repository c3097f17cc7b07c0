import type { MessageForm } from '../form.ts';
import { type ArbFormat, arbOfCall, callOfArb } from './arb-format.ts';
import type { CatalogPlaceholder } from './catalog.ts';
import { notConvertible } from './errors.ts';
import { isJsonRecord, type JsonRecord, own, ownText } from './json.ts';
import { mapNodes } from './map-nodes.ts';
import { same } from './same.ts';

/** What ARB writes of one argument. */
export type ArbPlaceholder = CatalogPlaceholder & Partial<ArbFormat>;

const refuse = (feature: string): Error => notConvertible('arb', feature);

/** The message that a resource's text and its placeholders' formats mean together. */
export function formWithFormats(form: MessageForm, placeholders: JsonRecord | undefined): MessageForm {
  if (!placeholders) return form;
  const nodes = mapNodes(form.nodes, {
    placeholder: (node) => {
      const { operand, call } = node.expression;
      if (operand?.type !== 'argument' || call.name !== 'plain') return node;
      const meant = callOfArb(own(placeholders, operand.name));
      if (meant === 'unknown') throw refuse(`the format of the placeholder "${operand.name}"`);
      return meant ? { type: 'placeholder', expression: { operand, call: meant } } : node;
    },
  });
  return { ...form, nodes };
}

/** What is said about arguments, without the formats, which stand in the message now. */
export function notesOf(
  placeholders: JsonRecord | undefined,
): Record<string, CatalogPlaceholder> | undefined {
  if (!placeholders) return undefined;
  const notes = Object.entries(placeholders).flatMap(([name, metadata]) => {
    if (!isJsonRecord(metadata)) return [];
    const texts = ['type', 'description', 'example'].flatMap((key) => {
      const text = ownText(metadata, key);
      return text === undefined ? [] : [[key, text] as const];
    });
    return [[name, Object.fromEntries(texts)] as const];
  });
  return notes.length > 0 ? Object.fromEntries(notes) : undefined;
}

/** A message as ARB writes it: plain placeholders, and their formats apart. */
export interface ArbMessage {
  readonly form: MessageForm;
  readonly formats: ReadonlyMap<string, Partial<ArbFormat>>;
}

/**
 * Splits a message into ARB's subset and metadata: ARB tools know plain placeholders, plurals without an offset and
 * selects, show `#` as it is, and show an argument in one format only.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE
 */
export function arbMessage(form: MessageForm): ArbMessage {
  const formats = new Map<string, Partial<ArbFormat>>();
  const shown = new Map<string, Partial<ArbFormat> | 'plain'>();
  const nodes = mapNodes(form.nodes, {
    placeholder: (node) => {
      const { operand, call } = node.expression;
      if (operand?.type !== 'argument') throw refuse('a placeholder without an argument');
      if (call.name === 'custom') throw refuse(`the function "${call.function}"`);
      if (call.name === 'number' && call.add !== undefined) throw refuse('an offset of a plural');
      const format = call.name === 'plain' ? 'plain' : arbOfCall(call);
      if (!format) throw refuse(`the format of the argument "${operand.name}"`);
      const before = shown.get(operand.name) ?? format;
      if (!same(before, format)) throw refuse(`two formats of the argument "${operand.name}"`);
      shown.set(operand.name, format);
      if (format !== 'plain') formats.set(operand.name, format);
      return { type: 'placeholder', expression: { operand, call: { name: 'plain' } } };
    },
    match: (node) => {
      const [selector] = node.selectors;
      const call = selector?.call;
      if (call?.name === 'number' && call.add !== undefined) throw refuse('an offset of a plural');
      if (call?.name === 'number' && call.select === 'ordinal') throw refuse('an ordinal plural');
      if (selector?.operand?.type === 'argument' && !formats.has(selector.operand.name)) {
        formats.set(selector.operand.name, { type: call?.name === 'number' ? 'num' : 'String' });
      }
      return node;
    },
  });
  return { form: { ...form, nodes }, formats };
}
