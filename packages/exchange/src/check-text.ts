import { isLocalertError, MAX_MESSAGE_LENGTH, type MessageSyntax } from '@localert/core';
import { contractOf, type MessageForm, parseForm, textFaults } from '@localert/icu';
import { functionsIn } from './pieces.ts';

/** The message's form; `unsure` for what only the host's functions explain; a fault's code otherwise. */
function formOf(source: string, syntax: MessageSyntax): MessageForm | 'unsure' | 'message' {
  try {
    return parseForm(source, syntax, { functions: functionsIn(source), lenient: true });
  } catch (error) {
    if (!isLocalertError(error)) throw error;
    return error.code === 'LOCALERT_MESSAGE_UNSUPPORTED' ? 'unsure' : 'message';
  }
}

/** Names behind an opening brace, for messages that cannot be parsed without the host's functions. */
const NAME = /\{\s*\$?([A-Za-z]\w*)/g;

const argumentsOf = (source: string, form: MessageForm | 'unsure'): ReadonlySet<string> =>
  form === 'unsure'
    ? new Set([...source.matchAll(NAME)].map(([, name]) => String(name)))
    : new Set(Object.keys(contractOf([form]).contract));

/** Why a translation cannot take the place of a text, `undefined` when it can; and the argument that it is about. */
export interface TextFault {
  readonly code: 'size' | 'message' | 'argument-quoted' | 'argument-lost' | 'argument-unknown';
  readonly argument?: string | undefined;
}

/**
 * Looks at a translation beside the text that it was made from.
 *
 * @param known - arguments that the fixture takes
 */
export function textFault(
  source: string,
  target: string,
  syntax: MessageSyntax,
  known: readonly string[],
): TextFault | undefined {
  if (target.length > MAX_MESSAGE_LENGTH) return { code: 'size' };
  const form = formOf(target, syntax);
  if (form === 'message') return { code: 'message' };
  const original = formOf(source, syntax);
  if (original === 'message') return undefined;
  const used = argumentsOf(target, form);
  const wanted = argumentsOf(source, original);
  const quoted =
    form === 'unsure' ? undefined : textFaults(target, syntax).find(({ code }) => code === 'argument-quoted');
  if (quoted !== undefined) return { code: 'argument-quoted', argument: quoted.argument };
  const lost = [...wanted].find((name) => !used.has(name));
  if (lost !== undefined) return { code: 'argument-lost', argument: lost };
  if (form === 'unsure') return undefined;
  const strange = [...used].find((name) => !wanted.has(name) && !known.includes(name));
  return strange === undefined ? undefined : { code: 'argument-unknown', argument: strange };
}
