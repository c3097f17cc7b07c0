import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission, ROLES, type Role, roleAuthorizer } from './authorizer.ts';
import { tenantScope } from './scope.ts';

/** Who may what, written out: what is not here is denied. One letter a role, in the order of {@link COLUMNS}. */
const COLUMNS = [
  'viewer',
  'editor',
  'translator',
  'reviewer',
  'sender',
  'operator',
  'auditor',
  'admin',
] as const;
const EXPECTED: Readonly<Record<Permission, string>> = {
  'fixture:read': 'v e t r s o a A',
  'fixture:write': '. e . . . . . A',
  'fixture:translate': '. e t . . . . A',
  'fixture:review': '. e . r . . . A',
  'fixture:archive': '. e . . . . . A',
  'override:write': '. e . . . . . A',
  'alert:send': '. . . . s . . A',
  'alert:read': '. . . . s o a A',
  'alert:redrive': '. . . . . o . A',
  'alert:acknowledge': '. . . . . o . A',
  'alert:resolve': '. . . . s o . A',
  'mention:broadcast': '. . . . . . . A',
  'audit:read': '. . . . . . a A',
  'usage:read': '. . . . . o a A',
  'api-key:manage': '. . . . . . . A',
  'credential:manage': '. . . . . . . A',
};

const may = (permission: Permission, ...roles: string[]) =>
  roleAuthorizer(tenantScope({ tenant: 'acme', actor: 'a', roles }), permission, {});

describe('the table of roles', () => {
  it('names every role and every permission', () => {
    expect(Object.keys(ROLES)).toEqual([...COLUMNS]);
    expect(Object.keys(EXPECTED)).toEqual([...PERMISSIONS]);
  });

  it.each(
    Object.entries(EXPECTED).flatMap(([permission, row]) =>
      COLUMNS.map((role, index) => [permission, role, row.split(' ')[index] !== '.'] as const),
    ),
  )('%s for %s: %s', (permission, role, expected) => {
    expect(may(permission as Permission, role)).toBe(expected);
    expect(ROLES[role].includes(permission as Permission)).toBe(expected);
  });

  it('is frozen, all the way down', () => {
    expect(Object.isFrozen(ROLES)).toBe(true);
    for (const role of COLUMNS) expect(Object.isFrozen(ROLES[role])).toBe(true);
    expect(() => Object.assign(ROLES, { viewer: PERMISSIONS })).toThrow(TypeError);
    expect(() => (ROLES.viewer as Permission[]).push('alert:send')).toThrow(TypeError);
  });
});

describe('roleAuthorizer', () => {
  it('denies by default: no role, an unknown one, another spelling, an inherited name', () => {
    const none = [
      [],
      ['root'],
      ['Admin'],
      ['admin '],
      ['constructor'],
      ['__proto__'],
      ['toString'],
      ['hasOwnProperty'],
      ['has'],
    ];
    for (const roles of none)
      for (const permission of PERMISSIONS) expect(may(permission, ...roles)).toBe(false);
  });

  it('knows no permission but its own', () => {
    for (const permission of ['', 'fixture', 'fixture:*', '*', 'constructor', 'size'])
      expect(may(permission as Permission, 'admin')).toBe(false);
  });

  it('adds roles up, in any order', () => {
    for (const permission of PERMISSIONS)
      for (const one of COLUMNS)
        for (const other of COLUMNS) {
          const both = may(permission, one) || may(permission, other);
          expect(may(permission, one, other)).toBe(both);
          expect(may(permission, 'nobody', other, one)).toBe(both);
        }
  });

  it('is not moved by what is added to the table’s copy', () => {
    const copy: Record<string, readonly Permission[]> = { ...ROLES };
    copy['viewer'] = PERMISSIONS;
    expect(may('alert:send', 'viewer')).toBe(false);
    const role: Role = 'viewer';
    expect(may('fixture:read', role)).toBe(true);
  });
});
