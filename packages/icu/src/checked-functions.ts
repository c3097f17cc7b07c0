import { type InputIssue, InvalidInputError } from '@localert/core';
import type { CustomFunctions } from './custom-function.ts';

/**
 * What either syntax can call: a letter, then letters, digits, `-`, `_`, with or without a namespace before a colon. It is
 * narrower than MessageFormat 2's identifiers, which MessageFormat 1 does not share.
 */
const NAME = /^(?:[A-Za-z][A-Za-z0-9_-]{0,63}:)?[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** These have branches: a function under such a name would make every choice unreadable. */
const CHOICES: ReadonlySet<string> = new Set(['plural', 'select', 'selectordinal']);

/**
 * A frozen copy of a host's functions, after a look at their names and shapes.
 *
 * @throws LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { checkedFunctions } from '@localert/icu';
 *
 * checkedFunctions({ upper: (value) => String(value).toUpperCase() });
 * ```
 */
export function checkedFunctions(functions: CustomFunctions): CustomFunctions {
  const issues: InputIssue[] = [];
  for (const [name, one] of Object.entries(functions)) {
    if (!NAME.test(name) || CHOICES.has(name)) {
      const message =
        'a name of letters, digits, "-" and "_", a letter first, and not plural, select or selectordinal';
      issues.push({ path: `functions.${name.slice(0, 64)}`, message });
    } else if (typeof one !== 'function' && (typeof one !== 'object' || one === null || !('takes' in one))) {
      issues.push({ path: `functions.${name}`, message: 'a function, or what defineFunction gives' });
    }
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'functions', issues });
  return Object.freeze({ ...functions });
}
