import { authoredContent, type FixtureEvent } from '@localert/core';
import type { TenantClient } from '@localert/manager';
import type { Command, Invocation, Outcome } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { UsageError } from '../errors.ts';
import { everyItem } from '../every-item.ts';
import { openHouse } from '../house.ts';
import { diffText, eventCells, momentIn, revisionsIn } from '../revision-text.ts';
import { shown } from '../shown.ts';
import { table } from '../table.ts';

const PAGE = 200;

async function list(call: Invocation, client: TenantClient, id: string): Promise<Outcome> {
  const events: FixtureEvent[] = [];
  for await (const one of everyItem((from) => client.history(id, { limit: PAGE, ...from }))) events.push(one);
  const told = events.map(({ revision, at, type, actor, ...rest }) => ({
    ...{ revision, at, type, actor },
    ...('locale' in rest ? { locale: rest.locale } : {}),
  }));
  call.say(
    events.length === 0
      ? `"${shown(id)}" is defined in code: its history is that of the code.`
      : table(['revision', 'time', 'event', 'locale', 'actor'], events.map(eventCells)),
  );
  return { ok: true, data: { fixture: id, events: told } };
}

async function showDiff(call: Invocation, client: TenantClient, id: string, text: string): Promise<Outcome> {
  const diff = await client.diff(id, revisionsIn(text));
  call.say(diffText(diff, call.paint));
  return { ok: true, data: { fixture: id, diff } };
}

async function showAt(call: Invocation, client: TenantClient, id: string, text: string): Promise<Outcome> {
  const fixture = await client.at(id, momentIn(text));
  call.say(`Revision ${fixture.revision}, ${new Date(fixture.updatedAt).toISOString()}`);
  call.say(JSON.stringify(authoredContent(fixture), null, 2));
  return { ok: true, data: { fixture: id, revision: fixture.revision, content: authoredContent(fixture) } };
}

async function rollBack(call: Invocation, client: TenantClient, id: string, to: number): Promise<Outcome> {
  const current = await client.get(id);
  const diff = await client.diff(id, { from: current.revision, to });
  call.say(diffText(diff, call.paint));
  await confirmed(call, `"${shown(id)}" gets the content of revision ${to} again, as a new revision.`);
  // What was shown is what happens: a change in between refuses it.
  const { fixture, warnings } = await client.rollback(id, { to, expectedRevision: current.revision });
  call.say(
    fixture.revision === current.revision
      ? 'Nothing is another.'
      : `"${shown(id)}" is at revision ${fixture.revision}.`,
  );
  for (const { message } of warnings) call.note(shown(message));
  return { ok: true, data: { fixture: id, revision: fixture.revision, warnings } };
}

/** Shows what a fixture was, and makes it that again. */
export const history: Command = async (call) => {
  const { first, options } = call;
  const id = first;
  const [diff, at] = [options.text('diff'), options.text('at')];
  const to = options.whole('rollback', 1, 999_999_999);
  if ([diff, at, to].filter((one) => one !== undefined).length > 1) {
    throw new UsageError({
      problem: '--diff, --at and --rollback do not go together.',
      hint: 'Say one of them.',
    });
  }
  const { client } = await openHouse(call, { writes: false });
  if (diff !== undefined) return showDiff(call, client, id, diff);
  if (at !== undefined) return showAt(call, client, id, at);
  if (to !== undefined) return rollBack(call, client, id, to);
  return list(call, client, id);
};
