import { parseMessage } from 'messageformat';

/** Unquoted literals may hold more (LDML 48 part 9, unquoted literals); beyond ASCII a quoted one is easier to read. */
const UNQUOTED = /^[-+.\w]+$/;
/** Names of ASCII; the reader decides about all others. */
const PLAIN_NAME = /^[A-Za-z_][-.\w]*$/;

/** Whether a name can stand for a variable, a function or an option (LDML 48 part 9, names). */
export function isMf2Name(name: string): boolean {
  if (PLAIN_NAME.test(name)) return true;
  try {
    const message = parseMessage(`{$${name}}`);
    const [only, ...more] = message.type === 'message' ? message.pattern : [];
    const plain =
      typeof only === 'object' && only.type === 'expression' && !only.functionRef && !only.attributes;
    return plain && more.length === 0 && only.arg?.type === 'variable' && only.arg.name === name.normalize();
  } catch {
    return false;
  }
}

/** Whether a name can stand for a function, an option or markup: at most one namespace before it. */
export function isMf2Identifier(name: string): boolean {
  const parts = name.split(':');
  return parts.length <= 2 && parts.every(isMf2Name);
}

/** A literal, in bars where it needs them. */
export function mf2Literal(value: string): string {
  return UNQUOTED.test(value) ? value : `|${value.replace(/[\\|]/g, '\\$&')}|`;
}

/** Text of a pattern. */
export function mf2Text(text: string): string {
  return text.replace(/[\\{}]/g, '\\$&');
}
