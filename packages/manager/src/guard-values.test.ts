import { inspect } from 'node:util';
import { type Outbox, type QueuedAlert, type TenantInput, unpackValues } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { broken, detector } from '../test/detector.ts';
import { breakable, codeOf, open, recorder } from '../test/house.ts';
import { defineFixture } from './define-fixture.ts';

const ANN = 'ann.canary@example.org';
const CARD = '123456789012';

const login = defineFixture({
  baseLocale: 'en',
  severity: 'low',
  locales: {
    en: {
      title: 'Login of {who} from {hosts, list}',
      description: 'Patient {patient} {n, number} {on, date}',
    },
  },
  arguments: { patient: { pii: true } },
});

/** A manager whose tenant has this policy, and what its queue was given. */
async function guarded(policy: TenantInput['pii'], options: Parameters<typeof open>[0] = {}) {
  const rows: QueuedAlert[] = [];
  const inner = memoryStore({ region: 'eu' });
  const outbox: Outbox = {
    ...inner.outbox,
    enqueue: (scope, alert, write) => {
      rows.push(alert);
      return inner.outbox.enqueue(scope, alert, write);
    },
  };
  const house = await open({
    fixtures: { login } as never,
    tenants: [{ id: 'acme', defaultLocale: 'en', ...(policy && { pii: policy }) }],
    store: inner,
    outbox,
    pii: detector,
    compliance: 'report',
    ...options,
  });
  const given = { who: 'root', hosts: ['db-1'], patient: null, n: 3, on: 0 };
  const send = (values: object, request: object = {}) =>
    house.acme.untyped.send('login', { values: { ...given, ...values } as never, ...request });
  const found = () => house.events.filter(({ type }) => type === 'pii.found');
  return { ...house, rows, send, found };
}

const personal = (problems: readonly { readonly code: string }[]) =>
  problems.filter(({ code }) => code.startsWith('pii-'));

describe('a tenant that warns', () => {
  it('gets the alert as it is, and is told what stands where', async () => {
    const { alerts, send, rows, found } = await guarded(undefined);
    const { problems } = await send({ who: `${ANN} and ${ANN}`, hosts: ['db-1', CARD, ANN] });
    expect(personal(problems)).toEqual([
      { code: 'pii-found', argument: 'who', kind: 'email' },
      { code: 'pii-found', argument: 'hosts', kind: 'card' },
      { code: 'pii-found', argument: 'hosts', kind: 'email' },
    ]);
    expect(rows[0]?.payload).toContain(ANN);
    expect(unpackValues(rows[0]?.values ?? '')).toMatchObject({ hosts: ['db-1', CARD, ANN] });
    expect(found()).toEqual([
      {
        type: 'pii.found',
        tenant: 'acme',
        fixture: 'login',
        kinds: ['email', 'card'],
        policy: 'warn',
        where: 'value',
      },
    ]);
    await alerts.close();
  });

  it('hears nothing where there is nothing', async () => {
    const { alerts, send, found } = await guarded('warn');
    expect(personal((await send({ n: Number(CARD), on: new Date(0) })).problems)).toEqual([]);
    expect(found()).toEqual([]);
    await alerts.close();
  });
});

describe('a tenant that redacts', () => {
  it('has the kind in the value’s place, in the message and in the queue', async () => {
    const { alerts, send, rows, posts, found } = await guarded('redact');
    const values = { who: `user ${ANN}!`, hosts: ['db-1', ANN, 7, true], patient: 'Ann', extra: CARD };
    const { problems, status } = await send(values);
    expect(status).toBe('queued');
    expect(personal(problems)).toEqual([
      { code: 'pii-redacted', argument: 'who', kind: 'email' },
      { code: 'pii-redacted', argument: 'hosts', kind: 'email' },
      { code: 'pii-redacted', argument: 'patient', kind: 'declared' },
      { code: 'pii-redacted', argument: 'extra', kind: 'card' },
    ]);
    expect(unpackValues(rows[0]?.values ?? '')).toEqual({
      who: 'user [email]!',
      hosts: ['db-1', '[email]', 7, true],
      patient: '[declared]',
      n: 3,
      on: 0,
      extra: '[card]',
    });
    await alerts.drain();
    expect(posts[0]?.message.text).toContain('Login of user [email]! from db-1, [email]');
    expect(posts[0]?.message.text).toContain('Patient [declared]');
    expect(JSON.stringify([rows, posts, found()])).not.toMatch(/canary|123456789012|"Ann"/);
    await alerts.close();
  });

  it('hides what is declared whatever its type', async () => {
    const fixture = defineFixture({
      baseLocale: 'en',
      severity: 'low',
      locales: { en: { title: 'Bed {bed, number} of {names, list}' } },
      arguments: { bed: { pii: true }, names: { pii: true } },
    });
    const { alerts, acme, rows } = await guarded('redact', {
      fixtures: { fixture } as never,
      pii: undefined as never,
    });
    const { problems } = await acme.untyped.send('fixture', { values: { bed: 4711, names: ['Ann', 'Bob'] } });
    expect(problems).toContainEqual({ code: 'argument-type', argument: 'bed' });
    expect(unpackValues(rows[0]?.values ?? '')).toEqual({ bed: '[declared]', names: ['[declared]'] });
    expect(rows[0]?.payload).not.toContain('4711');
    expect(rows[0]?.payload).toContain('[declared]');
    await alerts.close();
  });

  it('has names of arguments redacted too, where the fixture does not have them', async () => {
    const { alerts, send, rows } = await guarded('redact');
    const { problems } = await send({ [ANN]: 'x', [`${'y'.repeat(100)} ${CARD}`]: 1 });
    expect(JSON.stringify([problems, rows])).not.toMatch(/canary|123456789012/);
    expect(personal(problems)).toEqual([
      { code: 'pii-redacted', argument: '[email]', kind: 'email' },
      { code: 'pii-redacted', argument: expect.stringMatching(/^y{50,60}…?$/), kind: 'card' },
    ]);
    expect(Object.keys(unpackValues(rows[0]?.values ?? ''))).toContain('[email]');
    await alerts.close();
  });

  it('keeps the dedupe key, which tells alerts apart, and is told of it', async () => {
    const { alerts, send, found } = await guarded('redact');
    const bob = 'bob@example.org';
    const first = await send({}, { dedupeKey: ANN });
    expect(personal(first.problems)).toEqual([{ code: 'pii-found', kind: 'email' }]);
    expect((await send({}, { dedupeKey: bob })).status).toBe('queued');
    expect((await send({}, { dedupeKey: ANN })).duplicateOf).toBe(first.id);
    expect(found()).toHaveLength(3);
    expect(personal((await send({}, { dedupeKey: 'plain' })).problems)).toEqual([]);
    await alerts.close();
  });

  it('is redacted when nothing is known of the fixture, too', async () => {
    const { store, state } = breakable(memoryStore({ region: 'eu' }));
    const { alerts, acme, events } = await open({
      store,
      tenants: [{ id: 'acme', defaultLocale: 'en', region: 'eu' }],
      pii: detector,
    });
    state.down = true;
    const { problems } = await acme.untyped.send('unknown', { values: { who: ANN } });
    expect(problems).toEqual([
      { code: 'pii-redacted', argument: 'who', kind: 'email' },
      { code: 'bundle-missing' },
      { code: 'minimal-message' },
    ]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'pii.found', policy: 'redact' }));
    await alerts.close();
  });
});

describe('a tenant that blocks', () => {
  it.each([
    ['a text', { who: ANN }, {}, [{ place: 'the argument "who"', kind: 'email' }]],
    ['a list', { hosts: [CARD] }, {}, [{ place: 'the argument "hosts"', kind: 'card' }]],
    ['what is declared', { patient: 'Ann' }, {}, [{ place: 'the argument "patient"', kind: 'declared' }]],
    ['a dedupe key', {}, { dedupeKey: ANN }, [{ place: 'the dedupe key', kind: 'email' }]],
    ['a name', { [ANN]: 1 }, {}, [{ place: 'the argument "[email]"', kind: 'email' }]],
  ])('gets no alert with %s of personal data, and is told', async (_what, values, request, findings) => {
    const { alerts, send, rows, events, found } = await guarded('block');
    const error: unknown = await send(values, request).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'LOCALERT_PII_BLOCKED', details: { what: 'alert', findings } });
    expect(inspect(error, { depth: 9 })).not.toMatch(/canary|123456789012/);
    expect(rows).toEqual([]);
    expect(found()).toHaveLength(1);
    expect(events).toContainEqual({
      type: 'alert.refused',
      tenant: 'acme',
      fixture: 'login',
      code: 'LOCALERT_PII_BLOCKED',
    });
    expect((await send({})).status).toBe('queued');
    await alerts.close();
  });

  it('names at most twenty places', async () => {
    const { alerts, send } = await guarded('block');
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`extra${n}`, ANN]));
    const error = await send(many).catch((reason: unknown) => reason);
    expect((error as { details: { findings: unknown[] } }).details.findings).toHaveLength(20);
    await alerts.close();
  });

  it('counts no alert of its day for one that was blocked', async () => {
    const tenants: TenantInput[] = [
      { id: 'acme', defaultLocale: 'en', pii: 'block', quotas: { sendsPerDay: 1 } },
    ];
    const { alerts, send } = await guarded('block', { tenants });
    for (let index = 0; index < 3; index++)
      expect(await codeOf(send({ who: ANN }))).toBe('LOCALERT_PII_BLOCKED');
    expect(await codeOf(send({}))).toBe('no error');
    await alerts.close();
  });
});

describe('the policy', () => {
  it.each([
    [{ complianceLevel: 'standard', region: 'us' }, 'warn'],
    [{ complianceLevel: 'standard', region: 'eu-west-1' }, 'redact'],
    [{ complianceLevel: 'soc2', region: 'us' }, 'warn'],
    [{ complianceLevel: 'soc2', region: 'us', pii: 'block' }, 'block'],
    [{ complianceLevel: 'standard', region: 'eu', pii: 'warn' }, 'redact'],
    [{ complianceLevel: 'hipaa', region: 'eu' }, 'block'],
    [{ complianceLevel: 'hipaa', region: 'eu', pii: 'warn' }, 'block'],
  ] as const)('of %j is %s', async (settings, policy) => {
    const { alerts, send, found } = await guarded(undefined, {
      tenants: [{ id: 'acme', defaultLocale: 'en', ...settings }],
      transport: { ...recorder().transport, region: settings.region },
      store: memoryStore({ region: settings.region }),
      outbox: undefined as never,
    });
    await send({ who: ANN }).catch(() => undefined);
    expect(found()).toEqual([expect.objectContaining({ policy })]);
    await alerts.close();
  });
});

describe('a detector that fails', () => {
  it.each([undefined, 'redact'] as const)('loses no alert (%s), and is told', async (policy) => {
    const { alerts, send, rows, found } = await guarded(policy, { pii: broken });
    const { status, problems } = await send({ who: ANN });
    expect(status).toBe('queued');
    expect(problems).toContainEqual({ code: 'pii-found', argument: 'who', kind: 'unchecked' });
    expect(rows[0]?.payload).toContain(ANN);
    expect(found()).toEqual([expect.objectContaining({ kinds: ['unchecked'] })]);
    await alerts.close();
  });

  it('stops a tenant that blocks: what nobody looked at does not go out', async () => {
    const { alerts, send, rows } = await guarded('block', { pii: broken });
    const error = await send({ who: ANN }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'LOCALERT_PII_BLOCKED' });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
    expect(rows).toEqual([]);
    await alerts.close();
  });
});

describe('without a detector', () => {
  it('nothing is looked for', async () => {
    const { alerts, send, found } = await guarded('block', { pii: undefined as never });
    expect((await send({ who: ANN }, { dedupeKey: ANN })).problems).toEqual([
      { code: 'argument-missing', argument: 'patient' },
    ]);
    expect(found()).toEqual([]);
    await alerts.close();
  });
});

describe('what is told', () => {
  it('never holds a value', async () => {
    for (const policy of ['warn', 'redact', 'block'] as const) {
      for (const pii of [detector, broken]) {
        const { alerts, send, events, acme } = await guarded(policy, { pii });
        await send({ who: ANN, hosts: [ANN, CARD] }, { dedupeKey: ANN }).catch(() => undefined);
        const texts = { en: { title: `Ask ${ANN}` } };
        await acme.create('note', { baseLocale: 'en', locales: texts }).catch(() => undefined);
        expect(JSON.stringify(events)).not.toMatch(/canary|123456789012/);
        await alerts.close();
      }
    }
  });
});
