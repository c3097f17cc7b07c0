import { describe, expect, test } from 'vitest';
import type { SlackBlock } from './block-kit.ts';
import { checkLimits } from './check-limits.ts';

const plain = (length: number) => ({ type: 'plain_text' as const, text: 'x'.repeat(length) });
const image = { type: 'image' as const, image_url: 'https://a.example/', alt_text: 'a' };
const button = { type: 'button' as const, text: plain(1) };
const divider: SlackBlock = { type: 'divider' };
const faults = (...blocks: SlackBlock[]) =>
  checkLimits({ text: 't', blocks }, { budget: 1_000_000 }).map(({ code, path }) => `${code} ${path}`);

describe('every limit, at it and one past it', () => {
  test.each<[string, (past: number) => SlackBlock]>([
    ['/blocks/0/text', (past) => ({ type: 'header', text: plain(150 + past) })],
    ['/blocks/0/text', (past) => ({ type: 'section', text: plain(3000 + past) })],
    ['/blocks/0/fields/0', (past) => ({ type: 'section', fields: [plain(2000 + past)] })],
    ['/blocks/0/elements/0', (past) => ({ type: 'context', elements: [plain(3000 + past)] })],
    [
      '/blocks/0/elements/0/text',
      (past) => ({ type: 'actions', elements: [{ ...button, text: plain(75 + past) }] }),
    ],
    [
      '/blocks/0/elements/0/value',
      (past) => ({ type: 'actions', elements: [{ ...button, value: 'x'.repeat(2000 + past) }] }),
    ],
    [
      '/blocks/0/elements/0/action_id',
      (past) => ({ type: 'actions', elements: [{ ...button, action_id: 'x'.repeat(255 + past) }] }),
    ],
    [
      '/blocks/0/elements/0/url',
      (past) => ({ type: 'actions', elements: [{ ...button, url: `https://a/${'x'.repeat(2990 + past)}` }] }),
    ],
    ['/blocks/0/alt_text', (past) => ({ ...image, alt_text: 'x'.repeat(2000 + past) })],
    ['/blocks/0/title', (past) => ({ ...image, title: plain(2000 + past) })],
    ['/blocks/0/image_url', (past) => ({ ...image, image_url: `https://a/${'x'.repeat(2990 + past)}` })],
    ['/blocks/0/block_id', (past) => ({ ...divider, block_id: 'x'.repeat(255 + past) })],
    [
      '/blocks/0/accessory/text',
      (past) => ({ type: 'section', text: plain(1), accessory: { ...button, text: plain(75 + past) } }),
    ],
    [
      '/blocks/0/accessory/alt_text',
      (past) => ({
        type: 'section',
        text: plain(1),
        accessory: { ...image, alt_text: 'x'.repeat(2000 + past) },
      }),
    ],
  ])('%s', (path, block) => {
    expect(faults(block(0))).toEqual([]);
    expect(faults(block(1))).toEqual([`too-long ${path}`]);
  });

  test.each<[string, (past: number) => SlackBlock]>([
    [
      '/blocks/0/fields',
      (past) => ({ type: 'section', fields: Array.from({ length: 10 + past }, () => plain(1)) }),
    ],
    [
      '/blocks/0/elements',
      (past) => ({ type: 'context', elements: Array.from({ length: 10 + past }, () => image) }),
    ],
    [
      '/blocks/0/elements',
      (past) => ({ type: 'actions', elements: Array.from({ length: 25 + past }, () => button) }),
    ],
  ])('%s', (path, block) => {
    expect(faults(block(0))).toEqual([]);
    expect(faults(block(1))).toEqual([`too-many ${path}`]);
  });

  test('blocks and attachments', () => {
    const many = (count: number) => Array.from({ length: count }, () => divider);
    expect(faults(...many(50))).toEqual([]);
    expect(faults(...many(51))).toEqual(['too-many /blocks']);
    const attached = (...counts: number[]) =>
      checkLimits({
        text: 't',
        blocks: [divider],
        attachments: counts.map((count) => ({ blocks: many(count) })),
      }).map(({ code, path }) => `${code} ${path}`);
    expect(attached(20, 20, 9)).toEqual([]);
    expect(attached(20, 20, 10)).toEqual(['too-many /attachments']);
    expect(attached(21)).toEqual(['too-many /attachments/0/blocks']);
    expect(attached(0)).toEqual(['empty /attachments/0/blocks']);
    expect(attached(...Array.from({ length: 101 }, () => 0))[0]).toBe('too-many /attachments');
    expect(checkLimits({ text: 't', attachments: [] })).toEqual([{ code: 'empty', path: '/attachments' }]);
  });

  test('text and budget', () => {
    expect(checkLimits({ text: 'x'.repeat(4000) })).toEqual([]);
    expect(checkLimits({ text: 'x'.repeat(4001) })).toEqual([
      { code: 'too-long', path: '/text', limit: 4000, actual: 4001 },
    ]);
    const blocks: SlackBlock[] = [{ type: 'section', text: plain(936) }];
    expect(checkLimits({ text: 't', blocks }, { budget: 1000 })).toEqual([]);
    expect(checkLimits({ text: 't', blocks }, { budget: 999 })).toEqual([
      { code: 'over-budget', path: '', limit: 999, actual: 1000 },
    ]);
  });
});

test('what is missing, empty or twice', () => {
  expect(faults({ type: 'section' })).toEqual(['missing /blocks/0/text']);
  expect(faults({ type: 'section', fields: [] })).toEqual(['empty /blocks/0/fields']);
  expect(faults({ type: 'header', text: plain(0) })).toEqual(['empty /blocks/0/text']);
  expect(faults({ ...divider, block_id: '' })).toEqual(['too-long /blocks/0/block_id']);
  expect(faults({ ...divider, block_id: 'a' }, { ...divider, block_id: 'a' })).toEqual([
    'duplicate /blocks/1/block_id',
  ]);
  const named = { ...button, action_id: 'go' };
  expect(faults({ type: 'actions', elements: [named, named] })).toEqual([
    'duplicate /blocks/0/elements/1/action_id',
  ]);
  expect(faults({ type: 'actions', elements: [named] }, { type: 'actions', elements: [named] })).toEqual([]);
  expect(faults({ ...image, image_url: 'javascript:alert(1)' })).toEqual(['url-refused /blocks/0/image_url']);
  expect(checkLimits({ text: ' ' })).toEqual([{ code: 'empty', path: '/text' }]);
});
