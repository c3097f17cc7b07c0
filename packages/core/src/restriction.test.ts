import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission, type Resource } from './authorizer.ts';
import { parseRestriction, REACH, type RestrictionInput, withinRestriction } from './restriction.ts';
import { tenantScope } from './scope.ts';

const scope = (only?: RestrictionInput) => tenantScope({ tenant: 'acme', actor: 'a', only });

/** n: must be among the named · f: left alone · d: denied. For a restriction of fixtures, locales, severities. */
const EXPECTED: Readonly<Record<Permission, string>> = {
  'fixture:read': 'nfn',
  'fixture:write': 'nnn',
  'fixture:translate': 'nnn',
  'fixture:review': 'nnn',
  'fixture:archive': 'ndn',
  'override:write': 'nnn',
  'alert:send': 'ndn',
  'alert:read': 'nfn',
  'alert:redrive': 'ndn',
  'alert:acknowledge': 'ndn',
  'alert:resolve': 'ndn',
  'mention:broadcast': 'nfn',
  'audit:read': 'ddd',
  'usage:read': 'ddd',
  'api-key:manage': 'ddd',
  'credential:manage': 'ddd',
};
const KINDS = [
  [{ fixtures: ['mine'] }, { fixture: 'mine' }, { fixture: 'other' }],
  [{ locales: ['es'] }, { locale: 'es' }, { locale: 'es-MX' }],
  [{ severities: ['low'] }, { severity: 'low' }, { severity: 'high' }],
] as const satisfies readonly (readonly [RestrictionInput, Resource, Resource])[];

describe('withinRestriction', () => {
  it('knows every permission', () => {
    expect(Object.keys(REACH)).toEqual([...PERMISSIONS]);
    expect(Object.keys(EXPECTED)).toEqual([...PERMISSIONS]);
    for (const permission of PERMISSIONS) {
      expect(Object.isFrozen(REACH[permission])).toBe(true);
      for (const how of Object.values(REACH[permission])) expect(how).toMatch(/^(named|free|denied)$/);
    }
    expect(Object.isFrozen(REACH)).toBe(true);
  });

  it('lets everything pass where nothing is restricted', () => {
    for (const permission of PERMISSIONS)
      for (const resource of [{}, { fixture: 'x', locale: 'de', severity: 'low' } as const])
        expect(withinRestriction(scope(), permission, resource)).toBe(true);
  });

  it.each(
    Object.entries(EXPECTED).flatMap(([permission, row]) =>
      KINDS.map((kind, index) => [permission, row[index], ...kind] as const),
    ),
  )('%s is %s under %j', (name, how, only, inside, outside) => {
    const permission = name as Permission;
    const asked = (resource: Resource, ahead?: boolean) =>
      withinRestriction(scope(only), permission, resource, ahead);
    expect(asked(inside)).toBe(how !== 'd');
    expect(asked(outside)).toBe(how === 'f');
    expect(asked({})).toBe(how === 'f');
    expect(asked(inside, true)).toBe(how !== 'd');
    expect(asked(outside, true)).toBe(how === 'f');
    // Before all is known, what is not named yet passes, but what can never be named does not.
    expect(asked({}, true)).toBe(how !== 'd');
  });

  it('joins kinds by AND', () => {
    const both = scope({ fixtures: ['mine'], severities: ['low', 'info'] });
    expect(withinRestriction(both, 'alert:send', { fixture: 'mine', severity: 'info' })).toBe(true);
    expect(withinRestriction(both, 'alert:send', { fixture: 'mine', severity: 'high' })).toBe(false);
    expect(withinRestriction(both, 'alert:send', { fixture: 'other', severity: 'low' })).toBe(false);
    expect(withinRestriction(both, 'alert:send', { fixture: 'mine' })).toBe(false);
    expect(withinRestriction(both, 'alert:send', { severity: 'low' })).toBe(false);
  });

  it('reads a list that another copy of core has made', () => {
    const mine = { ...scope(), only: { fixtures: ['mine'] } };
    expect(withinRestriction(mine, 'fixture:read', { fixture: 'mine' })).toBe(true);
    expect(withinRestriction(mine, 'fixture:read', { fixture: 'other' })).toBe(false);
  });

  it('leaves nothing under an empty list', () => {
    const nothing = scope({ fixtures: [] });
    for (const fixture of ['mine', 'constructor', ''])
      expect(withinRestriction(nothing, 'fixture:read', { fixture })).toBe(false);
  });
});

describe('parseRestriction', () => {
  it('is undefined where nothing is restricted', () => {
    expect(parseRestriction(undefined)).toBeUndefined();
    expect(parseRestriction({})).toBeUndefined();
    expect(parseRestriction({ fixtures: undefined, locales: undefined, severities: undefined })).toBe(
      undefined,
    );
    expect(Object.hasOwn(scope({}), 'only')).toBe(false);
  });

  it('copies, freezes and spells locales canonically', () => {
    const fixtures = ['mine'];
    const { only } = scope({ fixtures, locales: ['ES-mx'], severities: ['low'] });
    fixtures.push('other');
    expect(only).toEqual({ fixtures: ['mine'], locales: ['es-MX'], severities: ['low'] });
    expect(Object.isFrozen(only)).toBe(true);
    for (const list of Object.values(only ?? {})) expect(Object.isFrozen(list)).toBe(true);
    expect(scope({ locales: [] }).only).toEqual({ locales: [] });
    expect(scope({ severities: [] }).only).toEqual({ severities: [] });
  });

  it.each([
    { fixture: ['x'] },
    { fixtures: 'x' },
    { fixtures: ['../x'] },
    { fixtures: ['__proto__'] },
    { locales: ['not a tag'] },
    { severities: ['urgent'] },
    { fixtures: Array.from({ length: 201 }, (_, index) => `f${index}`) },
    { locales: Array.from({ length: 201 }, () => 'es') },
    null,
    'all',
  ])('refuses %j: what restricts nothing by mistake would open everything', (only) => {
    expect(() => scope(only as never)).toThrowError(
      expect.objectContaining({
        code: 'LOCALERT_INVALID_INPUT',
        details: expect.objectContaining({ what: 'restriction' }),
      }),
    );
  });

  it('takes 200 names of a kind', () => {
    const fixtures = Array.from({ length: 200 }, (_, index) => `f${index}`);
    expect(scope({ fixtures }).only?.fixtures).toHaveLength(200);
  });
});
