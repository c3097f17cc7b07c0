import { type OutboundMessage, TRANSPORT_SPEC, type Translator, type Transport } from '@localert/core';
import { houseStyles, libraryMemory, localizer, recordMemory } from '@localert/localizer';
import { createFixtureManager } from '@localert/manager';
import { sqliteStore } from '@localert/store-sqlite';
import { templates } from '@localert/templates';
import { de } from '@localert/templates/locales/de';
import { es } from '@localert/templates/locales/es';
import { standInModel } from './stand-in-model.ts';

/** Keeps what would be posted to Slack. */
function recorder() {
  const sent: OutboundMessage[] = [];
  const transport: Transport = {
    spec: TRANSPORT_SPEC,
    name: 'recorder',
    groupOf: ({ tenant }) => tenant,
    async deliver(_scope, message) {
      sent.push(message);
      return { kind: 'delivered' };
    },
  };
  return { sent, transport };
}

/** A host with a localizer: what it remembers, how its tenant writes, whom it asks, and what needs no reviewer. */
export async function open(path: string, engine: Translator) {
  const store = sqliteStore({ path });
  const memory = recordMemory({ records: store.records });
  const styles = houseStyles({ records: store.records });
  // Read in this order, for every text: the tenant's own words, the library, an engine, a model.
  const library = libraryMemory(Object.values(templates({ locales: [es, de] })));
  const drafting = { memories: [memory, library], translators: [engine, standInModel] };
  const ai = localizer({
    ...drafting,
    styles,
    context: { domain: 'live video', technicalLevel: 'technical' },
    approve: { info: { minScore: 70, maxWarnings: 10 } },
  });
  const { sent, transport } = recorder();
  const alerts = await createFixtureManager({
    store,
    transport,
    tenants: [{ id: 'acme', defaultLocale: 'en', quotas: { aiTokensPerDay: 20_000 } }],
    // As a plugin it looks at translations that people save, and forgets tenants that are deleted.
    plugins: [ai],
  });
  const as = (actor: string, ...roles: string[]) => alerts.forTenant('acme', { actor, roles });
  return { ai, alerts, as, drafting, sent, styles };
}
