// Type tests: checked by the compiler, never run. Each `@ts-expect-error` fails when the line below it compiles.
import {
  createFixtureManager,
  defineFixture,
  defineFixtures,
  type TenantClient,
  type ValuesOf,
} from './index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Claim extends true>(): void => undefined;

const playback = defineFixture({
  baseLocale: 'en-US',
  locales: {
    'en-US': {
      title: 'Down in {region}',
      description: '{count, plural, one {#} other {#}} since {since, time, short}',
    },
    'es-ES': { title: 'Caída en {region}' },
  },
});
const plain = defineFixture({ baseLocale: 'en', locales: { en: { title: 'Nothing to fill in' } } });
const linked = defineFixture({
  baseLocale: 'en',
  locales: { en: { title: 'Down in {region}' } },
  arguments: { runbook: { sample: 'https://example.com' } },
  layout: { blocks: [{ type: 'header', text: 'title' }] },
});
const second = defineFixture({
  baseLocale: 'en',
  syntax: 'mf2',
  locales: {
    en: { title: 'Hello {$name}', text: '.input {$n :integer} .local $m = {$n} {{{$m} at {$at :time}}}' },
  },
});

const fixtures = { playback, plain, linked, second };
type Fixtures = typeof fixtures;

declare const acme: TenantClient<Fixtures>;
declare const open: TenantClient;
const region = 'EU';
const since = new Date(0);

export function accepted(): void {
  void acme.send('playback', { values: { region, count: 3, since } });
  void acme.send('playback', {
    values: { region, count: 3n, since: 0 },
    locale: ['es', 'en'],
    dedupeKey: 'k',
    destination: { channel: 'C1' },
  });
  void acme.send('plain');
  void acme.send('plain', { locale: 'es' });
  void acme.send('linked', { values: { region, runbook: 'https://example.com' } });
  void acme.send('second', { values: { name: 'Ada', n: 3, at: since } });
  void acme.send('second', { locale: ['es-MX', 'tlh'], values: { name: 1, n: 3n, at: 0 } });
  void acme.render('playback', { values: { region, count: 3, since } });
  void acme.preview('playback', { region });
  void acme.enqueue('playback', { values: { region, count: 3, since } }).durable;
  void acme.untyped.send('made_at_run_time', { values: { anything: 1 } });
  void open.send('made_at_run_time', { values: { anything: 1 } });
}

export function refused(): void {
  // @ts-expect-error count and since are missing
  void acme.send('playback', { values: { region } });
  // @ts-expect-error values are missing altogether
  void acme.send('playback');
  // @ts-expect-error a count is a number
  void acme.send('playback', { values: { region, count: '3', since } });
  // @ts-expect-error a time is a date or epoch milliseconds
  void acme.send('playback', { values: { region, count: 3, since: '2026-01-01' } });
  // @ts-expect-error the messages take no such argument
  void acme.send('playback', { values: { region, count: 3, since, place: 'x' } });
  // @ts-expect-error n is missing, which only MessageFormat 2 says
  void acme.send('second', { values: { name: 'Ada', at: since } });
  // @ts-expect-error an integer is a number
  void acme.send('second', { values: { name: 'Ada', n: '3', at: since } });
  // @ts-expect-error a local variable is no argument
  void acme.send('second', { values: { name: 'Ada', n: 3, at: since, m: 3 } });
  // @ts-expect-error there is no such fixture
  void acme.send('playbak', { values: { region, count: 3, since } });
  // @ts-expect-error the base locale has no texts
  defineFixture({ baseLocale: 'de', locales: { en: { title: 'x' } } });
  // @ts-expect-error no such severity
  defineFixture({ baseLocale: 'en', severity: 'urgent', locales: { en: { title: 'x' } } });
}

holds<Equal<keyof ValuesOf<Fixtures, 'playback'>, 'region' | 'count' | 'since'>>();

export async function flows(): Promise<void> {
  const alerts = await createFixtureManager({ fixtures, store: {} as never });
  const client = alerts.forTenant('acme', { actor: 'a' });
  void client.send('playback', { values: { region, count: 3, since } });
  // @ts-expect-error types flow from the fixtures to the client
  void client.send('playback', { values: {} });
}

// Texts that are data: as an imported JSON file, whose texts are of the type string.
interface Generated {
  readonly disk_full: { readonly host: string | number; readonly used: number | bigint };
  readonly quiet: Record<string, never>;
}
const catalogue = {
  disk_full: { baseLocale: 'en', locales: { en: { title: '{host} {used, number, percent}' as string } } },
  quiet: { baseLocale: 'en', locales: { en: { title: 'Nothing' as string } } },
};

export async function generated(): Promise<void> {
  const alerts = await createFixtureManager({
    fixtures: defineFixtures<Generated>(catalogue),
    store: {} as never,
  });
  const client = alerts.forTenant('acme', { actor: 'a' });
  void client.send('disk_full', { values: { host: 'db-1', used: 0.9 } });
  void client.send('quiet');
  // @ts-expect-error used is a number
  void client.send('disk_full', { values: { host: 'db-1', used: 'much' } });
  // @ts-expect-error used is missing
  void client.send('disk_full', { values: { host: 'db-1' } });
  // @ts-expect-error no such fixture
  void client.send('disk', { values: {} });
  // @ts-expect-error a fixture that was generated is not in the data
  defineFixtures<Generated>({ disk_full: catalogue.disk_full });
}
