import { type ClaimedAlert, tenantScope, unpackValues } from '@localert/core';
import { fitMessage, renderAlert, SLACK_LIMITS } from '@localert/slack';
import type { House } from './house.ts';
import { pastBundle } from './past-bundle.ts';
import { tenantOf } from './tenant-context.ts';

/**
 * Renders a queued alert anew within half of what a message may be, for one that was refused for its size. `undefined`
 * when it cannot be rendered any more: the fixture was erased, its key was shredded, the store does not answer. The plain
 * text goes out then.
 */
export async function smallerRendering(
  house: House,
  { tenant, alert }: ClaimedAlert,
): Promise<string | undefined> {
  try {
    const scope = tenantScope({ tenant, actor: 'system:content' });
    const context = await tenantOf(house, scope);
    const bundle = await pastBundle(house, scope, context, alert.fixture, alert.revision);
    const { message, locale } = renderAlert(bundle, {
      requested: [alert.locale],
      values: unpackValues(alert.values),
      now: alert.createdAt,
    });
    const more = (count: number) => house.fallback.more(count, locale);
    return JSON.stringify(fitMessage(message, { budget: SLACK_LIMITS.budget / 2, more }).message);
  } catch {
    return undefined;
  }
}
