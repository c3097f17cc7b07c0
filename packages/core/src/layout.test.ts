import { describe, expect, it } from 'vitest';
import { layoutSchema } from './layout.ts';

describe('layoutSchema', () => {
  it('takes short slots and gives full ones', () => {
    const layout = layoutSchema.parse({
      blocks: [
        { type: 'header', text: 'title' },
        {
          type: 'section',
          text: { field: 'description', style: 'bold' },
          fields: ['a', { arg: 'region' }, { text: 'Localert' }],
        },
        {
          type: 'actions',
          elements: [{ type: 'button', text: 'open', url: 'https://example.com/x', style: 'danger' }],
        },
        { type: 'context', elements: ['footer', { type: 'image', url: { arg: 'icon' }, alt: 'iconAlt' }] },
        { type: 'image', url: { url: 'https://example.com/i.png' }, alt: 'alt' },
        { type: 'divider' },
      ],
    });
    expect(layout.blocks[0]).toEqual({ type: 'header', text: { field: 'title' } });
    expect(layout.blocks[2]).toMatchObject({ elements: [{ url: { url: 'https://example.com/x' } }] });
  });

  it.each([
    ['no blocks', { blocks: [] }],
    ['an unknown block', { blocks: [{ type: 'video' }] }],
    ['an empty section', { blocks: [{ type: 'section' }] }],
    ['a script address', { blocks: [{ type: 'image', url: 'javascript:alert(1)', alt: 'a' }] }],
    ['a bad colour', { color: 'red', blocks: [{ type: 'divider' }] }],
    ['an unknown key', { blocks: [{ type: 'divider', color: 'x' }] }],
    ['a field name that reaches a prototype', { blocks: [{ type: 'header', text: '__proto__' }] }],
  ])('refuses %s', (_, layout) => {
    expect(layoutSchema.safeParse(layout).success).toBe(false);
  });
});
