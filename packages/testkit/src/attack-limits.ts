import { isLocalertError } from '@localert/core';
import { isTrue, same } from './assertions.ts';
import { type AttackHarness, adminOf, note } from './attack-house.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isLocalertError(error) ? error.code : String(error)),
  );

/** A text that forges a line, moves a cursor and turns the reading direction. */
const FORGED = 'a\r\nINJECTED\u001b[2J\u202e';

/** Attacks 21 to 23: forged lines, crowds and look-alike keys. */
export function attackLimits({ test: { it }, withHouse }: AttackHarness): void {
  it(
    'attack 21: names cannot forge a line (guard: what cannot be seen is shown)',
    withHouse(async (house) => {
      const client = adminOf(house);
      const calls = [
        () => client.untyped.send(FORGED),
        () => client.status(FORGED),
        () => client.create('x', { ...note('x'), [FORGED]: 1 } as never),
        () => client.create('x', note('x', { severity: FORGED as never })),
        () => client.create('x', note(`{${FORGED}`)),
        () => client.override('x', FORGED, {}),
      ];
      for (const call of calls) {
        const said = await call().then(
          () => '',
          (error: Error) => error.message,
        );
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
        isTrue(said !== '' && !/[\r\n\u001b\u202e]/.test(said), 'an error forges a line');
      }
      for (const told of house.told())
        isTrue(!JSON.stringify(told).includes('\u202e'), 'a log line turns its direction');
    }),
  );

  it(
    'attack 22: of 200 creates at once exactly the quota is made (guard: counted in the write)',
    withHouse(
      async (house) => {
        const client = adminOf(house, 'crowd');
        const codes = await Promise.all(
          Array.from({ length: 200 }, (_, index) => codeOf(client.create(`f${index}`, note('x')))),
        );
        same(codes.filter((code) => code === 'done').length, 100, 'fixtures made');
        same(codes.filter((code) => code === 'LOCALERT_QUOTA_EXCEEDED').length, 100, 'creates refused');
      },
      { tenants: [{ id: 'crowd', defaultLocale: 'en', quotas: { fixtures: 100 } }] },
    ),
  );

  it(
    'attack 23: tenants and keys that look alike when joined stay apart (guard: nested maps, never joined keys)',
    withHouse(
      async (house) => {
        const texts = new Map<string, string>();
        for (const tenant of ['t1', 't10', 't1-0']) {
          for (const id of ['x', 'x0', '0x'].filter((id) => /^[a-z]/.test(id))) {
            texts.set(`${tenant} ${id}`, `text of ${tenant} ${id}`);
            await adminOf(house, tenant).create(id, note(`text of ${tenant} ${id}`));
          }
        }
        const check = async (tenant: string, id: string) => {
          // What is compiled may be at hand; `get` asks the store.
          same(
            (await adminOf(house, tenant).get(id)).locales['en'],
            { title: `text of ${tenant} ${id}` },
            id,
          );
          const { message } = await adminOf(house, tenant).untyped.render(id);
          isTrue(
            JSON.stringify(message).includes(`text of ${tenant} ${id}"`),
            `${tenant} ${id} shows another text`,
          );
        };
        for (const key of texts.keys()) await check(...(key.split(' ') as [string, string]));
        await house.alerts.tenants.delete('t1');
        for (const key of texts.keys()) {
          const [tenant = '', id = ''] = key.split(' ');
          if (tenant !== 't1') await check(tenant, id);
        }
      },
      { tenants: ['t1', 't10', 't1-0'].map((id) => ({ id, defaultLocale: 'en' })) },
    ),
  );
}
