import { NotFoundError, newTenant, type SlackFixture, tryCanonicalLocale } from '@localert/core';
import { sampleValues } from '@localert/icu';
import type { PreviewItem } from '@localert/manager';
import { compileBundle, proveFixture, renderAlert } from '@localert/slack';
import { proofTenant } from './check-fixture.ts';
import type { Invocation } from './command.ts';
import { UsageError } from './errors.ts';
import { openHouse } from './house.ts';
import type { LoadedConfig } from './load-config.ts';
import { nearest } from './nearest.ts';
import type { SourceFixture } from './source-fixture.ts';
import { configSources } from './sources.ts';
import { valuesFor } from './values.ts';

/** A fixture in every locale. */
export interface Previewed {
  readonly name: string;
  readonly origin: SourceFixture['origin'];
  readonly timeZone: string;
  readonly items: readonly PreviewItem[];
}

type Values = Readonly<Record<string, unknown>>;

/** The settings that decide how a tenant reads, in all locales. */
function readerOf(call: Invocation, { config }: LoadedConfig, locale: string) {
  const id = call.options.text('tenant') ?? config.tenant ?? config.tenants?.[0]?.id;
  const declared = config.tenants?.find((one) => one.id === id);
  const tenant = declared === undefined ? proofTenant(locale) : newTenant(declared, call.io.now());
  const { enabledLocales: _, ...localeConfiguration } = tenant.localeConfiguration;
  return { ...tenant, localeConfiguration };
}

/** Renders a fixture that no store keeps. */
function previewSource(
  call: Invocation,
  loaded: LoadedConfig,
  source: SourceFixture,
  values: Values,
): Previewed {
  const { id, content, origin } = source;
  const { functions = {} } = loaded.config;
  const tenant = readerOf(call, loaded, content.baseLocale);
  const { contract } = proveFixture(id, content, tenant, functions);
  const times = { revision: 1, createdAt: 0, updatedAt: 0 };
  const fixture: SlackFixture = { ...content, id, name: content.name ?? id, arguments: contract, ...times };
  const bundle = compileBundle(fixture, tenant, undefined, functions);
  const used = { ...sampleValues(contract), ...valuesFor(values, contract) };
  const now = call.io.now();
  const items = bundle.available.map((requested): PreviewItem => {
    const { locale, step, message, problems } = renderAlert(bundle, {
      requested: [requested],
      values: used,
      now,
    });
    return { requested, locale, step, message, problems };
  });
  return { name: fixture.name, origin, timeZone: tenant.timeZone, items };
}

/** Renders a stored fixture, as the manager does. */
async function previewStored(call: Invocation, id: string, values: Values): Promise<Previewed> {
  const { client, manager, tenant } = await openHouse(call, { writes: false });
  const fixture = await client.get(id);
  const items = await client.preview(id, valuesFor(values, fixture.arguments));
  const { timeZone } = await manager.tenants.get(tenant);
  return { name: fixture.name, origin: 'store', timeZone, items };
}

/**
 * Renders a fixture in every locale: the one of the config by this id, else the stored one. With sample values where none
 * are given.
 *
 * @throws LOCALERT_NOT_FOUND, LOCALERT_CLI_USAGE
 */
export async function previewItems(call: Invocation, id: string, values: Values): Promise<Previewed> {
  const loaded = await call.config();
  if (!call.options.flag('stored')) {
    const { fixtures, faults } = await configSources(loaded, call);
    const source = fixtures.find((one) => one.id === id);
    if (source !== undefined) return previewSource(call, loaded, source, values);
    const fault = faults.find((one) => one.id === id);
    if (fault !== undefined)
      throw new UsageError({ problem: `The fixture "${id}" cannot be read.`, hint: 'See "localert check".' });
    const close = nearest(
      id,
      fixtures.map((one) => one.id),
    );
    const unknown = () =>
      close === undefined
        ? new NotFoundError({ kind: 'fixture', id })
        : new UsageError({ problem: `There is no fixture "${id}".`, hint: `Did you mean "${close}"?` });
    if (loaded.config.store === undefined) throw unknown();
    return previewStored(call, id, values).catch((error: unknown) => {
      throw NotFoundError.is(error) && error.details.kind === 'fixture' ? unknown() : error;
    });
  }
  return previewStored(call, id, values);
}

/** The items of one locale, or all. @throws LOCALERT_CLI_USAGE */
export function inLocale(items: readonly PreviewItem[], tag: string | undefined): readonly PreviewItem[] {
  if (tag === undefined) return items;
  const wanted = tryCanonicalLocale(tag);
  const chosen = items.filter(({ requested }) => requested === wanted);
  if (chosen.length > 0) return chosen;
  const known = items.map(({ requested }) => requested).join(', ');
  throw new UsageError({ problem: `The fixture has no texts in ${tag}.`, hint: `It has ${known}.` });
}
