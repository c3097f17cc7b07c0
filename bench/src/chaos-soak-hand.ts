// The process that a soak measures: one manager, a steady load, nothing else that could grow. Its argument is a
// `SoakOrder` as JSON; it tells what it sent in batches, and now and then how much memory it holds.
import { join } from 'node:path';
import { sqliteStore } from '@localert/store-sqlite';
import type { SoakOrder, SoakWord } from './chaos-soak.ts';
import { atRate } from './delivery-load.ts';
import { fakeTransport, plainManager, requestOf } from './delivery-manager.ts';
import { placesFor, tenantsOf } from './delivery-places.ts';

const BATCH_MS = 250;
const MB = 1_048_576;

const { folder, apiUrl, rate, alerts: count, sampleMs } = JSON.parse(process.argv[2] ?? '') as SoakOrder;
const tell = (word: SoakWord): void => void process.send?.(word);
const places = placesFor(rate);
const alerts = await plainManager({
  store: sqliteStore({ path: join(folder, 'soak.db') }),
  tenants: tenantsOf(places),
  transport: fakeTransport(apiUrl),
});
const clients = new Map(
  tenantsOf(places).map((tenant) => [
    tenant,
    alerts.forTenant(tenant, { actor: 'svc:soak', roles: ['sender'] }),
  ]),
);

let batch: [string, number][] = [];
let refused = 0;
const telling = setInterval(() => {
  tell({ kind: 'sent', alerts: batch });
  batch = [];
}, BATCH_MS);
const sampling = setInterval(() => {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  tell({ kind: 'memory', heldMb: (heapUsed + external) / MB, rssMb: rss / MB });
}, sampleMs);

const perSecond = await atRate({ perSecond: rate, alerts: count }, (index) => {
  const place = places[index % places.length];
  if (place === undefined) return;
  const at = Date.now();
  const { destination } = place;
  const receipt = clients.get(place.tenant)?.enqueue('playback', { ...requestOf(index), destination });
  receipt?.durable.then(
    ({ id }) => void batch.push([id, at]),
    () => {
      refused += 1;
    },
  );
});
await alerts.drain(120_000);
clearInterval(sampling);
clearInterval(telling);
tell({ kind: 'sent', alerts: batch });
tell({ kind: 'end', perSecond, refused });
await alerts.close();
process.disconnect();
