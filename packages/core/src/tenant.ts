import * as z from 'zod';
import { complianceLevelSchema } from './compliance.ts';
import { deliveryPolicySchema } from './delivery-policy.ts';
import { fixtureIdSchema } from './fixture.ts';
import { tenantIdFault } from './ids.ts';
import { localeSchema } from './locale.ts';
import { localesSchema } from './messages.ts';
import { parseInput } from './parse.ts';

export const tenantIdSchema = z.string().superRefine((id, context) => {
  const reason = tenantIdFault(id);
  if (reason) context.addIssue({ code: 'custom', message: reason });
});

const timeZoneSchema = z
  .string()
  .max(64)
  .refine((timeZone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone });
      return true;
    } catch {
      return false;
    }
  }, 'an IANA time zone such as "Europe/Madrid"');

/** A tenant's own texts in place of a fixture's: fixture → locale → field → MessageFormat source. */
export const overridesSchema = z.record(fixtureIdSchema, localesSchema);

/** A tenant's own texts. */
export type TextOverrides = z.output<typeof overridesSchema>;

export const localeConfigurationSchema = z.strictObject({
  /** When given, only these locales, their regions and the fixture's base are used, whatever is asked for. */
  enabledLocales: z.array(localeSchema).min(1).max(250).optional(),
  /** Tried in order after the requested locales and before the tenant's default. */
  fallbackChain: z.array(localeSchema).max(20).default([]),
  /** How translations address the reader. */
  formality: z.enum(['formal', 'informal', 'neutral']).default('neutral'),
  overrides: overridesSchema.default({}),
});

/** How a tenant speaks. */
export type LocaleConfiguration = z.output<typeof localeConfigurationSchema>;

/** Limits of a tenant; what is left out has no limit. */
export const quotasSchema = z.strictObject({
  /** Stored fixtures, archived ones included. */
  fixtures: z.int().min(0).optional(),
  /** Locales of one fixture. */
  localesPerFixture: z.int().min(1).optional(),
  /** Bytes of all stored fixtures, as JSON in UTF-8 as the store keeps them. */
  storedBytes: z.int().min(0).optional(),
  /** Alerts in a second of the clock, over all processes that share the store; below 1, one alert in `1 / n` seconds. */
  sendsPerSecond: z.number().positive().optional(),
  /** Alerts in a day, UTC. */
  sendsPerDay: z.int().min(0).optional(),
  /** Tokens that AI translators may use in a day, UTC. */
  aiTokensPerDay: z.int().min(0).optional(),
  /** Longest text that one field of an alert may become, in UTF-16 code units; at most the renderer's own limit. */
  renderOutput: z.int().min(100).optional(),
  /** Milliseconds of rendering in a second of the clock, in each process. */
  renderMsPerSecond: z.number().positive().optional(),
  /** Bytes that the tenant's compiled messages may take in each process; the least used ones are compiled anew. */
  compiledBytes: z.int().min(0).optional(),
});

/** Limits of a tenant. */
export type TenantQuotas = z.infer<typeof quotasSchema>;

const settings = {
  /** For people; default: the id. */
  name: z.string().min(1).max(200).optional(),
  /** Where the tenant's data belongs, for example `eu` or `us`; compared with the region of stores and transports. */
  region: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'a region of 1 to 32 of a-z 0-9 -')
    .default('global'),
  environment: z.enum(['production', 'staging', 'development', 'test']).default('production'),
  complianceLevel: complianceLevelSchema.default('standard'),
  /** What is sealed at rest, where that is stricter than the level. */
  encryption: z.enum(['off', 'sensitive', 'all']).optional(),
  /** What happens to personal data in values and messages, where that is stricter than the level and region. */
  pii: z.enum(['warn', 'redact', 'block']).optional(),
  defaultLocale: localeSchema,
  /** IANA name; dates are shown in it, never in the host's. */
  timeZone: timeZoneSchema.default('UTC'),
  localeConfiguration: localeConfigurationSchema.default({
    fallbackChain: [],
    formality: 'neutral',
    overrides: {},
  }),
  quotas: quotasSchema.default({}),
  /** Where and when alerts go, and how many of them. Absent: as they come, to where the transport sends them. */
  delivery: deliveryPolicySchema.optional(),
};

export const tenantInputSchema = z.strictObject({ id: tenantIdSchema, ...settings });

/** A tenant as a host declares it. */
export type TenantInput = z.input<typeof tenantInputSchema>;

export const tenantContextSchema = tenantInputSchema.extend({
  status: z.enum(['active', 'suspended']),
  /** Counts the writes, from 1. */
  revision: z.int().min(1),
  /** Epoch milliseconds. */
  createdAt: z.number(),
  /** Epoch milliseconds. */
  updatedAt: z.number(),
  /**
   * Settings that were encrypted before they were stored: what stands here has an empty place in the clear. Never there in
   * what an encrypted directory hands out.
   */
  sealed: z.record(z.string(), z.string()).optional(),
});

/** A customer or team whose data, keys, quotas, caches and settings are apart from all others. */
export type TenantContext = z.output<typeof tenantContextSchema>;

/** A change of a tenant's settings: what is left out stays; nested objects are replaced whole. */
export type TenantPatch = { readonly [Key in keyof Omit<TenantInput, 'id'>]?: TenantInput[Key] | undefined };

/**
 * Parses what a host declared.
 *
 * @throws LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { parseTenantInput } from '@localert/core';
 *
 * parseTenantInput({ id: 'acme', defaultLocale: 'en-us' }).defaultLocale; // 'en-US'
 * ```
 */
export function parseTenantInput(input: unknown): z.output<typeof tenantInputSchema> {
  return parseInput(tenantInputSchema, input, 'tenant');
}

/** A new tenant's context. @param now - epoch milliseconds @throws LOCALERT_INVALID_INPUT */
export function newTenant(input: unknown, now: number): TenantContext {
  return { ...parseTenantInput(input), status: 'active', revision: 1, createdAt: now, updatedAt: now };
}

/** The next revision of a tenant. @param now - epoch milliseconds @throws LOCALERT_INVALID_INPUT */
export function patchTenant(current: TenantContext, patch: TenantPatch, now: number): TenantContext {
  const { status, revision, createdAt, updatedAt: _, ...declared } = current;
  return {
    ...parseTenantInput({ ...declared, ...patch, id: current.id }),
    status,
    revision: revision + 1,
    createdAt,
    updatedAt: now,
  };
}
