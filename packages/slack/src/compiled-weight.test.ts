import { type Messages, newTenant, type SlackFixture } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { compileBundle } from './bundle.ts';
import { createFallbackRenderer } from './fallback-renderer.ts';
import { proveFixture } from './prove.ts';
import { renderJson } from './render-json.ts';

const tenant = newTenant({ id: 'acme', defaultLocale: 'en' }, 0);
const fallback = createFallbackRenderer();

function bundleOf(locales: Record<string, Messages>, syntax: SlackFixture['syntax'] = 'icu') {
  const content = {
    baseLocale: 'en',
    syntax,
    severity: 'low' as const,
    locales,
    labels: {},
    sensitive: false,
    provenance: {},
    state: 'active' as const,
    arguments: {},
  };
  const { contract } = proveFixture('f', content, tenant);
  const row = {
    ...content,
    id: 'f',
    name: 'f',
    arguments: contract,
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
  };
  return compileBundle(row, tenant, fallback);
}

const weightOf = (source: string, syntax?: SlackFixture['syntax']) => {
  const bundle = bundleOf({ en: { title: source } }, syntax);
  const before = bundle.compiledBytes();
  bundle.compiled('en');
  return bundle.compiledBytes() - before;
};

describe('compiledBytes', () => {
  it('grows with what is compiled, once', () => {
    const bundle = bundleOf({ en: { title: 'Down {host}' }, de: { title: '{host} ist aus' } });
    const none = bundle.compiledBytes();
    bundle.compiled('en');
    const one = bundle.compiledBytes();
    bundle.compiled('en');
    expect(bundle.compiledBytes()).toBe(one);
    bundle.compiled('de');
    const both = bundle.compiledBytes();
    expect(none).toBeGreaterThan(0);
    expect(one).toBeGreaterThan(none + 1_000);
    expect(both).toBeGreaterThan(one + 1_000);
    renderJson(bundle, { requested: ['en'], values: { host: 'x' }, now: 0 });
    expect(bundle.compiledBytes()).toBeGreaterThan(both + 1_000);
  });

  it('tells kinds of messages apart', () => {
    const plain = weightOf('Disk full');
    const value = weightOf('Disk full {x}');
    const number = weightOf('Disk full {x, number}');
    const plural = weightOf('Disk full {x, plural, one {#} other {#}}');
    const more = weightOf('Disk full {x, plural, =0 {no} =1 {#} few {#} one {#} other {#}}');
    expect([plain, value, number, plural, more].toSorted((a, b) => a - b)).toEqual([
      plain,
      value,
      number,
      plural,
      more,
    ]);
    expect(new Set([plain, value, number, plural, more]).size).toBe(5);
    expect(weightOf('x'.repeat(2_000))).toBeGreaterThanOrEqual(plain + 3_900);
  });

  it('counts declarations and markup of MessageFormat 2', () => {
    const simple = weightOf('Disk full {$x}', 'mf2');
    expect(weightOf('.local $y = {$x :number} {{Disk full {$y}}}', 'mf2')).toBeGreaterThan(simple + 1_000);
    expect(weightOf('Disk full {#b}{$x}{/b}', 'mf2')).toBeGreaterThan(simple + 1_000);
  });
});

describe('renderOutput of the tenant', () => {
  const long = { en: { title: `{x} ${'a'.repeat(80)}` } };
  const show = (renderOutput: number | undefined, x: string) => {
    const row = bundleOf(long).fixture;
    const own = { ...tenant, quotas: renderOutput === undefined ? {} : { renderOutput } };
    return renderJson(compileBundle(row, own, fallback), { requested: ['en'], values: { x }, now: 0 });
  };

  it('shortens a field that becomes longer, and says so', () => {
    expect(show(100, 'b'.repeat(19)).problems).toEqual([]);
    const cut = show(100, 'b'.repeat(50));
    expect(cut.problems).toEqual([{ code: 'output-too-long', locale: 'en', field: 'title' }]);
    expect(cut.payload).toContain(`${'b'.repeat(50)} ${'a'.repeat(49)}"`);
    expect(show(undefined, 'b'.repeat(50)).problems).toEqual([]);
    expect(show(1_000, 'b'.repeat(50)).problems).toEqual([]);
  });

  it('never lifts the renderer’s own cap', () => {
    const huge = 'b'.repeat(100_000);
    expect(show(1_000_000, huge).problems).toContainEqual({
      code: 'output-too-long',
      locale: 'en',
      field: 'title',
    });
  });

  it('is told by its name when a fixture is proved', () => {
    const { fixture } = bundleOf(long);
    const content = { ...fixture, state: 'active' as const, arguments: {} };
    const proved = (renderOutput: number) =>
      proveFixture('f', content, { ...tenant, quotas: { renderOutput } }).findings.map(
        ({ severity, code }) => `${severity} ${code}`,
      );
    expect(proved(1_000)).toEqual([]);
    expect(proved(100)).toEqual(['warning quota-output']);
  });
});
