import type { MoveReport } from '@localert/exchange';
import type { Invocation } from './command.ts';

/** Tells what a move came to: what was copied, what stays, and whether both stores hold the same. */
export function tellReport(
  { say, note, paint }: Pick<Invocation, 'say' | 'note' | 'paint'>,
  report: MoveReport,
): void {
  const { tenants, copied, events, records, entries, alerts, verdict, leftTrails } = report;
  say(
    `${tenants} tenants: ${copied} fixtures, ${events} events, ${records} records, ${entries} audit entries, ${alerts.moved} alerts.`,
  );
  if (leftTrails.length > 0) note(`The trails of ${leftTrails.join(', ')} stayed behind: export them.`);
  if (alerts.deadLetters > 0) note(`${alerts.deadLetters} dead letters stay where they are.`);
  if (verdict === undefined) return;
  if (verdict.ok) say(`${paint('green', '✓')} Both hold the same. Digest ${verdict.digest}.`);
  else say(`${paint('red', '✗')} ${verdict.differenceCount} differences.`);
  for (const { tenant, what, id } of verdict.differences) note(`${tenant}: ${what} ${id ?? ''}`.trimEnd());
}
