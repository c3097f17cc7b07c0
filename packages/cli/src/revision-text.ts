import type { FixtureDiff, FixtureEvent } from '@localert/core';
import { UsageError } from './errors.ts';
import type { Paint } from './paint.ts';
import { shown } from './shown.ts';

/** `3..5` as two revisions; without the second, the newest. @throws LOCALERT_CLI_USAGE */
export function revisionsIn(text: string): { readonly from: number; readonly to?: number } {
  const found = /^(\d{1,9})\.\.(\d{1,9})?$/.exec(text);
  if (found === null) {
    throw new UsageError({
      problem: '--diff names no two revisions.',
      hint: 'Write for example --diff 3..5, or 3.. up to the newest.',
    });
  }
  return { from: Number(found[1]), ...(found[2] === undefined ? {} : { to: Number(found[2]) }) };
}

/** A revision, or a time. @throws LOCALERT_CLI_USAGE */
export function momentIn(text: string): { readonly revision: number } | { readonly time: number } {
  if (/^\d{1,9}$/.test(text)) return { revision: Number(text) };
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return { time };
  throw new UsageError({
    problem: '--at is no revision and no time.',
    hint: 'Write for example 3, or 2026-11-30T12:00Z.',
  });
}

/** One event on a line of a table. */
export const eventCells = (event: FixtureEvent): readonly string[] => [
  String(event.revision),
  new Date(event.at).toISOString(),
  event.type,
  'locale' in event ? event.locale : '',
  event.actor,
];

const jsonOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);

/** What is another between two revisions. */
export function diffText({ from, to, locales, members }: FixtureDiff, paint: Paint): string {
  const lines = [paint('bold', `${from ?? 'nothing'} → ${to ?? 'nothing'}`)];
  const sides = (before: string | undefined, after: string | undefined) => {
    if (before !== undefined) lines.push(paint('red', `    - ${shown(before)}`));
    if (after !== undefined) lines.push(paint('green', `    + ${shown(after)}`));
  };
  for (const { locale, change, messages } of locales) {
    lines.push(`${locale} ${change}`);
    for (const { field, before, after } of messages) {
      lines.push(`  ${shown(field)}`);
      sides(before, after);
    }
  }
  for (const { member, before, after } of members) {
    lines.push(member);
    sides(jsonOf(before), jsonOf(after));
  }
  if (lines.length === 1) lines.push('Nothing is another.');
  return lines.join('\n');
}
