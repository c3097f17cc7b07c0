import { isLocalertError } from '@localert/core';
import type { Command } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { UsageError } from '../errors.ts';
import { openHouse } from '../house.ts';
import { costOf, costText, planTable, wanted } from '../localize-plan.ts';
import type { HostLocaleChoice, HostLocaleOutcome } from '../localizer-port.ts';
import { progressView } from '../progress.ts';

const HINT = 'Add localizer: () => localizer({ translators: [ … ] }) of @localert/localizer.';

const outcomesOf = (outcomes: readonly HostLocaleOutcome[]) => {
  const count = (outcome: HostLocaleOutcome['outcome']) =>
    outcomes.filter((one) => one.outcome === outcome).length;
  return {
    drafted: count('drafted'),
    approved: count('approved'),
    skipped: count('skipped'),
    failed: count('failed'),
  };
};

/** Drafts the locales that fixtures lack: says what it costs first. */
export const localize: Command = async (call) => {
  const { options, io } = call;
  const { client, loaded, manager, tenant } = await openHouse(call, { writes: true });
  const named = options.list('locales');
  const locales = named.length > 0 ? named : (loaded.config.locales ?? []);
  if (locales.length === 0) {
    throw new UsageError({
      problem: 'No locale was named.',
      hint: 'Say --locales es,ja, or set "locales" in the config.',
    });
  }
  const localizer = await loaded.make('localizer', HINT);
  const fixtures = options.list('fixtures');
  const what: HostLocaleChoice = {
    locales,
    ...(fixtures.length === 0 ? {} : { fixtures }),
  };
  const plan = await localizer.plan(client, what);
  const cost = costOf(plan, loaded.config.prices);
  if (plan.length === 0) call.say('There are no stored fixtures: fixtures in code are translated in code.');
  else call.say(planTable(plan));
  call.say(`\n${costText(cost)}.`);
  const data = { tenant, cost, plan };
  if (cost.drafts === 0 || options.flag('plan')) return { ok: true, data: { ...data, outcomes: [] } };
  const most = options.whole('maxTokens', 1, 1_000_000_000_000);
  if (most !== undefined && cost.inputTokens + cost.outputTokens > most) {
    throw new UsageError({
      problem: 'The estimate is above --max-tokens.',
      hint: 'Name fewer --fixtures or --locales.',
    });
  }
  await confirmed(call, `${costText(cost)} are spent.`);
  const view = progressView(io);
  const done: HostLocaleOutcome[] = [];
  try {
    const report = await localizer.batch(client, {
      ...what,
      signal: io.signal,
      budget: manager.budget(tenant),
      concurrency: options.whole('concurrency', 1, 64),
      onProgress: ({ done: count, total, last }) => {
        done.push(last);
        view.update(count, total, `${last.fixture} ${last.locale} ${last.outcome}`);
      },
    });
    view.end();
    const counts = outcomesOf(report.outcomes);
    call.say(
      `${counts.drafted} drafted, ${counts.approved} approved, ${counts.failed} failed. Look at them with "localert review".`,
    );
    const failed = report.outcomes.filter(({ outcome }) => outcome === 'failed');
    for (const { fixture, locale, code } of failed) call.note(`${fixture} ${locale}: ${code}`);
    return {
      ok: counts.failed === 0,
      data: { ...data, ...counts, usage: report.usage, outcomes: report.outcomes },
    };
  } catch (error) {
    view.end();
    const made = outcomesOf(done);
    const left = wanted(plan).length - made.drafted - made.approved;
    const why = isLocalertError(error) ? error.code : 'it was stopped';
    call.note(
      `${made.drafted + made.approved} drafts are done and stay, ${left} are left (${why}). The same command goes on from there.`,
    );
    throw error;
  }
};
