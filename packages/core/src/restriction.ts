import * as z from 'zod';
import type { Permission, Resource } from './authorizer.ts';
import { fixtureIdSchema } from './fixture.ts';
import type { FixtureId } from './ids.ts';
import { type Locale, localeSchema } from './locale.ts';
import { parseInput } from './parse.ts';
import type { TenantScope } from './scope.ts';
import { type AlertSeverity, alertSeveritySchema } from './severity.ts';

/** Most names of one kind: a restriction travels with keys and scopes. */
const MAX_NAMES = 200;

const restrictionSchema = z.strictObject({
  fixtures: z.array(fixtureIdSchema).max(MAX_NAMES).optional(),
  locales: z.array(localeSchema).max(MAX_NAMES).optional(),
  severities: z.array(alertSeveritySchema).max(MAX_NAMES).optional(),
});

/** What a scope may be restricted to, as its maker writes it. A kind that is left out is not restricted. */
export interface RestrictionInput {
  readonly fixtures?: readonly string[] | undefined;
  /** BCP 47 tags. `es` is `es` alone: `es-MX` is named by itself. */
  readonly locales?: readonly string[] | undefined;
  readonly severities?: readonly AlertSeverity[] | undefined;
}

/** What a scope is restricted to. An empty list leaves nothing. */
export interface Restriction {
  readonly fixtures?: readonly FixtureId[];
  readonly locales?: readonly Locale[];
  readonly severities?: readonly AlertSeverity[];
}

/**
 * Checks, copies and freezes a restriction; `undefined` when it restricts nothing.
 *
 * @throws LOCALERT_INVALID_INPUT; a misspelt kind too, for it would restrict nothing
 */
export function parseRestriction(input: RestrictionInput | undefined): Restriction | undefined {
  if (input === undefined) return undefined;
  const { fixtures, locales, severities } = parseInput(restrictionSchema, input, 'restriction');
  if (fixtures === undefined && locales === undefined && severities === undefined) return undefined;
  return Object.freeze({
    ...(fixtures === undefined ? {} : { fixtures: named(fixtures) }),
    ...(locales === undefined ? {} : { locales: named(locales) }),
    ...(severities === undefined ? {} : { severities: named(severities) }),
  });
}

/** The lists that were made here as sets: a check in the path of an alert looks one name up, and not through 200. */
const SETS = new WeakMap<readonly string[], ReadonlySet<string>>();

function named<Name extends string>(names: Name[]): readonly Name[] {
  SETS.set(names, new Set(names));
  return Object.freeze(names);
}

/** How a restriction of one kind meets a permission. */
export type Reach =
  /** What is done names one: it must be among those of the restriction. */
  | 'named'
  /** What is done is not of this kind, and is left alone: a translator reads the words that he translates. */
  | 'free'
  /** What is done names none, so whoever is restricted may not do it. */
  | 'denied';

/** How the kinds of restriction meet a permission. */
export type PermissionReach = Readonly<Record<'fixture' | 'locale' | 'severity', Reach>>;

const reach = (fixture: Reach, locale: Reach, severity: Reach): PermissionReach =>
  Object.freeze({ fixture, locale, severity });

/** How each permission meets a restriction: of fixtures, of locales, of severities. */
export const REACH: Readonly<Record<Permission, PermissionReach>> = Object.freeze({
  'fixture:read': reach('named', 'free', 'named'),
  'fixture:write': reach('named', 'named', 'named'),
  'fixture:translate': reach('named', 'named', 'named'),
  'fixture:review': reach('named', 'named', 'named'),
  'fixture:archive': reach('named', 'denied', 'named'),
  'override:write': reach('named', 'named', 'named'),
  'alert:send': reach('named', 'denied', 'named'),
  'alert:read': reach('named', 'free', 'named'),
  'alert:redrive': reach('named', 'denied', 'named'),
  'alert:acknowledge': reach('named', 'denied', 'named'),
  'alert:resolve': reach('named', 'denied', 'named'),
  // It goes with a write, which asks about the locale by itself.
  'mention:broadcast': reach('named', 'free', 'named'),
  'audit:read': reach('denied', 'denied', 'denied'),
  'usage:read': reach('denied', 'denied', 'denied'),
  'api-key:manage': reach('denied', 'denied', 'denied'),
  'credential:manage': reach('denied', 'denied', 'denied'),
});

function meets<Name extends string>(
  allowed: readonly Name[] | undefined,
  how: Reach,
  name: Name | undefined,
  ahead: boolean,
): boolean {
  if (allowed === undefined || how === 'free') return true;
  if (how === 'denied') return false;
  if (name === undefined) return ahead;
  // A list that another copy of core has made is looked through.
  return SETS.get(allowed)?.has(name) ?? allowed.includes(name);
}

/**
 * Whether what is done stays within the scope's restriction. It is asked beside the authorizer, so that no authorizer
 * can forget it.
 *
 * @param ahead - ask before everything is known: what the resource does not name yet passes, and must be asked for again
 *
 * @example
 * ```ts
 * import { tenantScope, withinRestriction } from '@localert/core';
 *
 * const scope = tenantScope({ tenant: 'acme', actor: 'svc:player', roles: ['sender'], only: { fixtures: ['disk_full'] } });
 * withinRestriction(scope, 'alert:send', { fixture: 'disk_full', severity: 'high' }); // true
 * withinRestriction(scope, 'alert:send', { fixture: 'payments_down', severity: 'high' }); // false
 * withinRestriction(scope, 'api-key:manage', {}); // false: it names no fixture
 * ```
 */
export function withinRestriction(
  { only }: TenantScope,
  permission: Permission,
  resource: Resource,
  ahead = false,
): boolean {
  if (only === undefined) return true;
  const { fixture, locale, severity } = REACH[permission];
  return (
    meets(only.fixtures, fixture, resource.fixture, ahead) &&
    meets(only.locales, locale, resource.locale, ahead) &&
    meets(only.severities, severity, resource.severity, ahead)
  );
}
