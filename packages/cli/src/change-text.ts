import type { ImportProblem, ItemChange } from '@localert/exchange';
import type { Paint } from './paint.ts';
import { shown } from './shown.ts';

const STYLES = { created: 'green', changed: 'yellow', unchanged: 'dim', refused: 'red' } as const;
const SIGNS = { created: '+', changed: '~', unchanged: '=', refused: '!' } as const;

/** One thing that an import changes, text by text. */
export function changeText(
  { kind, fixture, locale, outcome, locales, parts }: ItemChange,
  paint: Paint,
): string {
  const name = [kind, fixture, locale].filter((part) => part !== undefined).join(' ');
  const lines = [paint(STYLES[outcome], `${SIGNS[outcome]} ${shown(name)}`)];
  for (const one of locales) {
    for (const { field, before, after } of one.messages) {
      lines.push(`    ${one.locale} ${shown(field)}`);
      if (before !== undefined) lines.push(paint('red', `    - ${shown(before)}`));
      if (after !== undefined) lines.push(paint('green', `    + ${shown(after)}`));
    }
  }
  if (parts.length > 0 && outcome !== 'created') lines.push(`    also ${parts.join(', ')}`);
  return lines.join('\n');
}

/** One thing that was not taken. */
export function problemText({ line, code, fixture, locale, field, places = [] }: ImportProblem): string {
  const where = [fixture, locale, field].filter((part) => part !== undefined).join(' ');
  const inside = places.map((place) =>
    [place.locale, place.field, place.code].filter((part) => part !== undefined).join(' '),
  );
  return shown(
    `line ${line}: ${code}${where === '' ? '' : ` ${where}`}${inside.length === 0 ? '' : ` (${inside.join('; ')})`}`,
  );
}
