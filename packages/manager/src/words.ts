import {
  ALERT_SEVERITIES,
  type AlertSeverity,
  type ArgumentValues,
  type FixtureId,
  type RenderProblem,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import { type RenderedJson, renderJson } from '@localert/slack';
import { FixtureNotActiveError } from './errors.ts';
import type { House } from './house.ts';
import type { Resolved } from './resolve.ts';

/**
 * The severity of an alert whose fixture nobody can read now: `high`, or, for an actor who may not send that, the most
 * urgent that he may.
 */
export function assumedSeverity({ only }: TenantScope): AlertSeverity {
  const allowed = only?.severities;
  if (allowed === undefined || allowed.includes('high')) return 'high';
  return ALERT_SEVERITIES.find((severity) => allowed.includes(severity)) ?? 'high';
}

/** An alert as it is shown. */
export interface Words {
  readonly revision: number;
  readonly alert: RenderedJson;
}

/** The alert's words: the fixture's, or, when none of them can be shown now, a message that names it. */
export function words(
  house: House,
  tenant: TenantContext,
  fixture: FixtureId,
  severity: AlertSeverity,
  resolved: Resolved | undefined,
  requested: readonly string[],
  values: ArgumentValues,
  before: readonly RenderProblem[],
): Words {
  const found = resolved?.entry.fixture;
  if (found !== undefined && found.state !== 'active')
    throw new FixtureNotActiveError({ fixture, state: found.state });
  const revision = found?.revision ?? 0;
  try {
    if (resolved === undefined) return { revision, alert: minimal('bundle-missing') };
    const alert = renderJson(resolved.entry.bundle(tenant), {
      requested,
      values,
      now: house.clock.now(),
    });
    const stale: readonly RenderProblem[] = resolved.stale ? [{ code: 'bundle-stale' }] : [];
    const more = before.length + stale.length > 0;
    const problems = more ? [...before, ...alert.problems, ...stale] : alert.problems;
    return { revision, alert: { ...alert, problems } };
  } catch {
    // Rendering does not throw; should a row be so broken that it does, the alert still goes out.
    return { revision, alert: minimal('message-broken') };
  }

  function minimal(code: RenderProblem['code']): Words['alert'] {
    const { locale, message } = house.fallback.minimal(fixture, severity, [
      ...requested,
      tenant.defaultLocale,
    ]);
    const json = JSON.stringify(message);
    return {
      locale,
      step: 'minimal',
      payload: json,
      plain: json,
      problems: [...before, { code }, { code: 'minimal-message' }],
    };
  }
}
