import { canonicalLocale } from '@localert/core';
import type { Command, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { type OpenHouse, openHouse } from '../house.ts';
import type { HostLocalizer } from '../localizer-port.ts';
import { draftName, type WaitingDraft, waitingDrafts } from '../review-list.ts';
import { draftText } from '../review-text.ts';

/** What became of a draft. */
interface Decision {
  readonly fixture: string;
  readonly locale: string;
  readonly decision: 'approved' | 'rejected';
}

/** Decides by the localizer where there is one: it learns from what reviewers say. */
interface Desk {
  approve(fixture: string, locale: string, edits?: Readonly<Record<string, string>>): Promise<Decision>;
  reject(fixture: string, locale: string, reason: string): Promise<Decision>;
}

function deskOf({ client }: OpenHouse, localizer: HostLocalizer | undefined): Desk {
  return {
    async approve(fixture, locale, edits = {}) {
      if (localizer === undefined) await client.drafts.approve(fixture, locale, { edits });
      else await localizer.approve(client, fixture, locale, edits);
      return { fixture, locale, decision: 'approved' };
    },
    async reject(fixture, locale, reason) {
      if (localizer === undefined) await client.drafts.reject(fixture, locale, reason);
      else await localizer.reject(client, fixture, locale, reason);
      return { fixture, locale, decision: 'rejected' };
    },
  };
}

async function ask(call: Invocation, draft: WaitingDraft, desk: Desk): Promise<Decision | 'skip' | 'end'> {
  const prompts = call.prompts as NonNullable<Invocation['prompts']>;
  call.say(`\n${draftText(draft, call.paint)}`);
  const { fixture, locale } = draft;
  const answer = await prompts.select(`${fixture} ${locale}`, [
    { value: 'approve', label: 'Approve' },
    { value: 'edit', label: 'Edit, then approve' },
    { value: 'reject', label: 'Reject' },
    { value: 'skip', label: 'Later' },
    { value: 'end', label: 'Stop here' },
  ]);
  if (answer === 'approve') return desk.approve(fixture, locale);
  if (answer === 'reject') {
    const check = (text: string) =>
      text.trim() === '' ? 'Say why: nobody makes the same draft again then.' : undefined;
    return desk.reject(fixture, locale, await prompts.text('Why?', { check }));
  }
  if (answer !== 'edit') return answer === 'end' ? 'end' : 'skip';
  const edits: Record<string, string> = {};
  for (const [field, text] of Object.entries(draft.draft.messages)) {
    const edited = await prompts.text(field, { initial: text });
    if (edited !== text) edits[field] = edited;
  }
  return desk.approve(fixture, locale, edits);
}

async function byFlags({ options }: Invocation, desk: Desk): Promise<Decision[]> {
  const rejected = options.list('reject').map(draftName);
  const reason = rejected.length === 0 ? '' : options.text('reason');
  if (reason === undefined) {
    throw new UsageError({
      problem: '--reject needs a reason.',
      hint: 'Say --reason "…": nobody makes the same draft again then.',
    });
  }
  const approved = options.list('approve').map(draftName);
  const decided: Decision[] = [];
  for (const { fixture, locale } of approved) decided.push(await desk.approve(fixture, locale));
  for (const { fixture, locale } of rejected) decided.push(await desk.reject(fixture, locale, reason));
  return decided;
}

/** Lists drafts, and has somebody decide on them. */
export const review: Command = async (call) => {
  const { options, args, io } = call;
  const house = await openHouse(call, { writes: false });
  const localizer =
    house.loaded.config.localizer === undefined ? undefined : await house.loaded.make('localizer', '');
  const desk = deskOf(house, localizer);
  if (options.list('approve').length + options.list('reject').length > 0) {
    const decided = await byFlags(call, desk);
    for (const { fixture, locale, decision } of decided) call.say(`${fixture} ${locale}: ${decision}`);
    return { ok: true, data: { decided, waiting: [] } };
  }
  const tag = options.text('locale');
  const choice = {
    fixture: args[0],
    locale: tag === undefined ? undefined : canonicalLocale(tag, '--locale'),
  };
  const decided: Decision[] = [];
  const waiting: WaitingDraft[] = [];
  const asks = call.prompts !== undefined && !options.flag('list');
  for await (const draft of waitingDrafts(house.client, choice)) {
    io.signal.throwIfAborted();
    waiting.push(draft);
    if (asks) {
      const answer = await ask(call, draft, desk);
      if (answer === 'end') break;
      if (answer !== 'skip') decided.push(answer);
    } else {
      call.say(draftText(draft, call.paint));
    }
  }
  if (waiting.length === 0) call.say('No draft waits.');
  else if (asks) call.say(`\n${decided.length} decided.`);
  else
    call.say(
      `\n${waiting.length} drafts wait. Decide with --approve fixture:locale or --reject fixture:locale --reason "…".`,
    );
  return { ok: true, data: { decided, waiting: asks ? [] : waiting } };
};
