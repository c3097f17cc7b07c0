import { describe, expect, it } from 'vitest';
import { compileForm } from './compile.ts';
import { parseForm } from './parse.ts';
import { rewritePatterns } from './rewrite.ts';

const settings = { locale: 'en', timeZone: 'UTC' };

describe('rewriting patterns', () => {
  const form = parseForm('a {n, plural, one {b {g, select, x {c} other {d}}} other {e}} {v}', 'icu');

  it('meets every pattern once, inner ones first', () => {
    const seen: string[] = [];
    rewritePatterns(form, (nodes) => {
      seen.push(nodes.map((node) => (node.type === 'text' ? node.value.trim() : node.type)).join('+'));
      return nodes;
    });
    expect(seen).toEqual(['c', 'd', 'b+match', 'e', 'a+match++placeholder']);
  });

  it('gives a new form and leaves the old one', () => {
    const before = JSON.stringify(form);
    const loud = rewritePatterns(form, (nodes) =>
      nodes.map((node) => {
        if (node.type === 'text') return { ...node, value: node.value.toUpperCase() };
        return node.type === 'placeholder' ? { ...node, zone: 'code' } : node;
      }),
    );
    const render = compileForm(loud, { ...settings, escape: (text, zone) => `${zone}:${text}` });
    expect(render({ n: 1, g: 'x', v: 'v' }, () => expect.fail())).toBe('A B C code:v');
    expect(JSON.stringify(form)).toBe(before);
  });

  it('may take nodes away, variants included', () => {
    const empty = rewritePatterns(form, () => []);
    expect(compileForm(empty, settings)({}, () => expect.fail())).toBe('');
    const bare = {
      ...form,
      nodes: form.nodes.map((node) => (node.type === 'match' ? { ...node, variants: [] } : node)),
    };
    expect(compileForm(bare, settings)({ n: 1, v: 'v' }, () => expect.fail())).toBe('a  v');
  });
});
