import { describe, expect, it } from 'vitest';
import {
  assertMayWriteTenant,
  assertSystemScope,
  assertTenantScope,
  systemScope,
  tenantScope,
} from './scope.ts';

describe('scopes', () => {
  it('are frozen, roles included', () => {
    const roles = ['sender'];
    const scope = tenantScope({ tenant: 'acme', actor: 'svc:player', roles });
    roles.push('admin');
    expect(scope).toEqual({ kind: 'tenant', tenant: 'acme', actor: 'svc:player', roles: ['sender'] });
    expect(Object.isFrozen(scope) && Object.isFrozen(scope.roles)).toBe(true);
    expect(() => Object.assign(scope, { tenant: 'other' })).toThrow(TypeError);
    expect(Object.isFrozen(systemScope('test'))).toBe(true);
  });

  it.each(['', 'x'.repeat(201), 'a\nb', 'a\u202eb', 7])('refuses the actor %j', (actor) => {
    expect(() => tenantScope({ tenant: 'acme', actor: actor as string })).toThrowError(/actor/);
  });

  it('refuses roles that are no names', () => {
    expect(() => tenantScope({ tenant: 'acme', actor: 'a', roles: [1] as never })).toThrowError(/roles/);
    expect(() => tenantScope({ tenant: 'acme', actor: 'a', roles: 'admin' as never })).toThrowError(/roles/);
  });

  it('cannot be made by hand, nor taken for the other kind', () => {
    const tenant = tenantScope({ tenant: 'acme', actor: 'a' });
    const system = systemScope('test');
    expect(() => assertTenantScope(tenant)).not.toThrow();
    expect(() => assertSystemScope(system)).not.toThrow();
    for (const wrong of [
      system,
      { ...tenant },
      null,
      undefined,
      'acme',
      { kind: 'tenant', tenant: 'acme' },
    ]) {
      expect(() => assertTenantScope(wrong)).toThrowError(
        expect.objectContaining({ code: 'LOCALERT_INVALID_SCOPE' }),
      );
    }
    for (const wrong of [tenant, { ...system }, null, undefined]) {
      expect(() => assertSystemScope(wrong)).toThrowError(/system scope/);
    }
  });

  it('let the system write every tenant, and a tenant itself only', () => {
    const acme = tenantScope({ tenant: 'acme', actor: 'a' });
    for (const scope of [acme, systemScope('test')])
      expect(() => assertMayWriteTenant(scope, 'acme')).not.toThrow();
    for (const scope of [acme, { ...acme }, { ...systemScope('test') }])
      expect(() => assertMayWriteTenant(scope, 'acme2')).toThrowError(/scope/);
  });
});
