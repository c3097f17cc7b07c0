import type { Expression, FormNode } from './form.ts';

/**
 * Literal text inside a select inside a plural, where `#` is the number although the library, like ICU, leaves it alone:
 * read anew from its source, with the quoting rules of a plural.
 */
export function poundsOf(raw: string, pound: Expression): FormNode[] {
  const nodes: FormNode[] = [];
  let text = '';
  let quoted = false;
  for (let index = 0; index < raw.length; index += 1) {
    const character = raw[index];
    const next = raw[index + 1];
    if (character === "'" && next === "'") {
      text += "'";
      index += 1;
    } else if (character === "'" && (quoted || (next !== undefined && '{}<>#'.includes(next)))) {
      quoted = !quoted;
    } else if (character === '#' && !quoted) {
      nodes.push({ type: 'text', value: text }, { type: 'placeholder', expression: pound });
      text = '';
    } else {
      text += character;
    }
  }
  return [...nodes, { type: 'text', value: text }];
}
