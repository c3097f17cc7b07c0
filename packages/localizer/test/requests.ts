import { type TenantScope, type TranslationRequest, tenantScope } from '@localert/core';

/** The scope of a tenant of the tests. */
export const scopeOf = (tenant = 'acme'): TenantScope =>
  tenantScope({ tenant, actor: 'test:translators', roles: ['admin'] });

/** A request with one segment, or what the test says. */
export const requestOf = (change: Partial<TranslationRequest> = {}): TranslationRequest => ({
  segments: [{ id: 'title', text: 'Disk full on <x id="0"/>' }],
  sourceLocale: 'en',
  targetLocale: 'es',
  context: {},
  glossary: [],
  examples: [],
  feedback: [],
  ...change,
});
