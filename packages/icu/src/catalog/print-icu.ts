import type { MessageForm } from '../form.ts';
import { parseForm } from '../parse.ts';
import { notConvertible } from './errors.ts';
import { printIcuNodes } from './icu-printer.ts';
import { same } from './same.ts';
import { toIcuForm } from './to-icu.ts';

/** Whether a source parses to just this form. */
function readsAs(source: string, functions: ReadonlySet<string>, form: MessageForm): boolean {
  try {
    return same(parseForm(source, 'icu', { functions: [...functions] }), form);
  } catch {
    return false;
  }
}

/**
 * Writes a form as a MessageFormat 1 source, which parses to an equal form. A MessageFormat 2 form is converted first:
 * several selectors become nested plurals and selects, local variables are put where they are used.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE for what MessageFormat 1 has no words for: markup, text directions, options
 * from values, calendars, time zones
 *
 * @example
 * ```ts
 * import { parseForm } from '@localert/icu';
 * import { printIcu } from '@localert/icu/catalog';
 *
 * const form = parseForm('.input {$n :number} .match $n one {{# {$n} disk}} * {{# {$n} disks}}', 'mf2');
 * printIcu(form); // "{n, plural, one {'#' # disk} other {'#' # disks}}"
 * ```
 */
export function printIcu(form: MessageForm): string {
  const target = form.syntax === 'icu' ? form : toIcuForm(form).form;
  const { source, functions, quotedPound } = printIcuNodes(target.nodes, { reader: 'icu' });
  if (quotedPound && !readsAs(source, functions, target)) {
    throw notConvertible('icu', 'a literal "#" before a brace in a select in a plural');
  }
  return source;
}
