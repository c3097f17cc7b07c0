import { describe, expect, it } from 'vitest';
import { deliveryPolicySchema, matchRoute, type Route } from './delivery-policy.ts';
import { parseTenantInput } from './tenant.ts';

const parse = (delivery: unknown) => parseTenantInput({ id: 'acme', defaultLocale: 'en', delivery });

describe('a tenant’s policy of delivery', () => {
  it('may be left out, and has defaults for what is left out of it', () => {
    expect(parse(undefined).delivery).toBeUndefined();
    expect(parse({}).delivery).toEqual({
      routes: [],
      escalate: [],
      flood: [],
      expireAfterMs: {},
      digest: 'reply',
    });
    const { quietHours, flood, objectives } = deliveryPolicySchema.parse({
      quietHours: { from: '22:00', to: '07:00' },
      flood: [{ per: 'fixture', most: 1, withinMs: 1_000 }],
      objectives: { acceptedMs: 2_000, successRate: 0.99 },
    });
    expect(quietHours?.passes).toEqual(['critical', 'high']);
    expect(flood[0]?.passes).toEqual(['critical']);
    expect(objectives).toEqual({
      acceptedMs: 2_000,
      successRate: 0.99,
      windowMs: 2_592_000_000,
      minAlerts: 10,
    });
  });

  it.each([
    [{ quietHours: { from: '22:00', to: '22:00' } }, 'delivery.quietHours'],
    [{ quietHours: { from: '24:00', to: '07:00' } }, 'delivery.quietHours.from'],
    [{ quietHours: { from: '7:00', to: '08:00' } }, 'delivery.quietHours.from'],
    [{ quietHours: { from: '22:00', to: '07:00', days: [] } }, 'delivery.quietHours.days'],
    [{ quietHours: { from: '22:00', to: '07:00', days: ['Monday'] } }, 'delivery.quietHours.days.0'],
    [{ routes: [{ to: [] }] }, 'delivery.routes.0.to'],
    [{ routes: [{ to: [{ channel: '' }] }] }, 'delivery.routes.0.to.0.channel'],
    [{ routes: [{ to: [{ chanel: '#x' }] }] }, 'delivery.routes.0.to.0'],
    [{ routes: [{ when: { severity: ['high'] }, to: [{}] }] }, 'delivery.routes.0.when'],
    [{ escalate: [{ afterMs: 0, destination: {} }] }, 'delivery.escalate.0.afterMs'],
    [{ flood: [{ per: 'severity', most: 1, withinMs: 1 }] }, 'delivery.flood.0.per'],
    [{ flood: [{ per: 'tenant', most: 0, withinMs: 1 }] }, 'delivery.flood.0.most'],
    [{ expireAfterMs: { urgent: 1 } }, 'delivery.expireAfterMs'],
    [{ expireAfterMs: { low: -1 } }, 'delivery.expireAfterMs.low'],
    [{ digest: true }, 'delivery.digest'],
    [{ objectives: { acceptedMs: 1, successRate: 1 } }, 'delivery.objectives.successRate'],
    [{ snooze: {} }, 'delivery'],
  ])('%j is refused at its place', (delivery, path) => {
    expect(() => parse(delivery)).toThrowError(
      expect.objectContaining({
        code: 'LOCALERT_INVALID_INPUT',
        details: expect.objectContaining({
          issues: expect.arrayContaining([expect.objectContaining({ path: expect.stringContaining(path) })]),
        }),
      }),
    );
  });
});

describe('matchRoute', () => {
  const routes: readonly Route[] = [
    { when: { severities: ['critical'], labels: { team: 'player' } }, to: [{ channel: '#a' }] },
    { when: { fixtures: ['stall'] }, to: [{ channel: '#b' }] },
    { when: { labels: { toString: 'x' } }, to: [{ channel: '#c' }] },
  ];
  const alert = { fixture: 'other', severity: 'low' as const, labels: {} };

  it('takes the first rule of which all is met', () => {
    expect(
      matchRoute(routes, { fixture: 'stall', severity: 'critical', labels: { team: 'player', x: 'y' } })
        ?.index,
    ).toBe(0);
    expect(matchRoute(routes, { ...alert, fixture: 'stall', labels: { team: 'player' } })).toEqual({
      index: 1,
      route: routes[1],
    });
    expect(matchRoute(routes, { ...alert, severity: 'critical', labels: { team: 'else' } })).toBeUndefined();
    // What every object inherits is no label.
    expect(matchRoute(routes, alert)).toBeUndefined();
    expect(matchRoute([], alert)).toBeUndefined();
  });

  it('takes every alert where a rule asks for nothing', () => {
    expect(matchRoute([...routes, { when: {}, to: [{}] }], alert)?.index).toBe(3);
  });
});
