import { isLocalertError, MAX_MESSAGE_LENGTH, type MessageSyntax } from '@localert/core';
import { contractOf, type MessageForm, parseForm, textFaults } from '@localert/icu';
import { functionsIn } from './pieces.ts';

/** The message's form; `undefined` for what is none. Functions of a host are taken as they are named. */
function formOf(source: string, syntax: MessageSyntax): MessageForm | undefined {
  try {
    return parseForm(source, syntax, { functions: functionsIn(source), lenient: true });
  } catch (error) {
    if (!isLocalertError(error)) throw error;
    return undefined;
  }
}

const argumentsOf = (form: MessageForm): readonly string[] => Object.keys(contractOf([form]).contract);

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
  if (form === undefined) return { code: 'message' };
  const original = formOf(source, syntax);
  if (original === undefined) return undefined;
  const quoted = quotedIn(target, syntax);
  if (quoted !== undefined) return { code: 'argument-quoted', argument: quoted };
  const [used, wanted] = [argumentsOf(form), argumentsOf(original)];
  const lost = wanted.find((name) => !used.includes(name));
  if (lost !== undefined) return { code: 'argument-lost', argument: lost };
  const strange = used.find((name) => !wanted.includes(name) && !known.includes(name));
  return strange === undefined ? undefined : { code: 'argument-unknown', argument: strange };
}

/** An argument that apostrophes make literal text. */
const quotedIn = (source: string, syntax: MessageSyntax): string | undefined =>
  textFaults(source, syntax, functionsIn(source)).find(({ code }) => code === 'argument-quoted')?.argument;
