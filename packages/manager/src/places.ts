import {
  type AlertSeverity,
  type Destination,
  type FixtureId,
  type MatchedRoute,
  matchRoute,
  type SlackFixture,
  type TenantContext,
} from '@localert/core';

/** Where an alert goes. */
export interface Places {
  /** One message to each; at least one. */
  readonly to: readonly Destination[];
  /** Where a message goes whose destination refuses it. */
  readonly fallback: Destination | undefined;
  /** The rule that said so; absent where the request did, or no rule matched. */
  readonly route: MatchedRoute | undefined;
}

/**
 * Where an alert goes: to where its request says, else by the first rule of the tenant that matches, else to where the
 * transport sends what names no destination.
 *
 * @param found - absent when nobody can read the fixture now: it has no labels then
 */
export function placesOf(
  { delivery }: TenantContext,
  fixture: FixtureId,
  severity: AlertSeverity,
  found: Pick<SlackFixture, 'labels'> | undefined,
  asked: { readonly destination?: Destination | undefined; readonly fallback?: Destination | undefined },
): Places {
  const { destination, fallback } = asked;
  if (destination !== undefined) return { to: [destination], fallback, route: undefined };
  const route = matchRoute(delivery?.routes ?? [], { fixture, severity, labels: found?.labels ?? {} });
  return { to: route?.route.to ?? [{}], fallback: fallback ?? route?.route.fallback, route };
}
