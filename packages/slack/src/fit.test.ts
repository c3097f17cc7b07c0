import { startFakeSlack } from '@localert/testkit/fake-slack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SlackBlock, SlackMessage } from './block-kit.ts';
import { blockTexts } from './block-texts.ts';
import { checkLimits } from './check-limits.ts';
import { fitMessage } from './fit.ts';
import { SLACK_LIMITS } from './limits.ts';
import { messageSize } from './message-size.ts';

const section = (text: string): SlackBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const fitted = (blocks: readonly SlackBlock[], options = {}) => fitMessage({ text: 't', blocks }, options);
const allBlocks = ({ blocks = [], attachments = [] }: SlackMessage) => [
  ...blocks,
  ...attachments.flatMap((attachment) => attachment.blocks),
];
const allTexts = (message: SlackMessage) => allBlocks(message).flatMap(blockTexts);

describe('each limit', () => {
  test('a long section becomes several; the first keeps id and accessory, the last the fields', () => {
    const accessory = { type: 'button' as const, text: plain('Open') };
    const block: SlackBlock = {
      type: 'section',
      block_id: 'one',
      text: mrkdwn(`${'a'.repeat(2000)}\n\n${'b'.repeat(2000)}`),
      fields: [mrkdwn('f')],
      accessory,
    };
    const { message, problems } = fitted([block]);
    expect(message.blocks).toEqual([
      { type: 'section', block_id: 'one', text: mrkdwn('a'.repeat(2000)), accessory },
      { type: 'section', text: mrkdwn('b'.repeat(2000)), fields: [mrkdwn('f')] },
    ]);
    expect(problems).toEqual([]);
  });

  test('more than ten fields become several sections; a long field is shortened', () => {
    const fields = Array.from({ length: 12 }, (_, index) =>
      mrkdwn(index === 0 ? 'x'.repeat(2001) : `f${index}`),
    );
    const { message, problems } = fitted([{ type: 'section', fields: [...fields, mrkdwn(' ')] }]);
    expect(message.blocks?.map((block) => (block.type === 'section' ? block.fields?.length : 0))).toEqual([
      10, 2,
    ]);
    expect(problems).toEqual([{ code: 'limit-shortened', field: '/blocks/0/fields/0' }]);
  });

  test('header, button and picture texts are shortened', () => {
    const { message, problems } = fitted([
      { type: 'header', text: plain('h'.repeat(151)) },
      { type: 'actions', elements: [{ type: 'button', text: plain('b'.repeat(76)) }] },
      {
        type: 'image',
        image_url: 'https://a.example/',
        alt_text: 'a'.repeat(2001),
        title: plain('t'.repeat(2001)),
      },
    ]);
    expect(allTexts(message).map((text) => text.length)).toEqual([150, 75, 2000]);
    expect(problems.map(({ field }) => field)).toEqual([
      '/blocks/0/text',
      '/blocks/1/elements/0/text',
      '/blocks/2/alt_text',
      '/blocks/2/title',
    ]);
  });

  test('long lists of elements become several blocks; ids stay with the first', () => {
    const elements = Array.from({ length: 11 }, (_, index) => mrkdwn(`c${index}`));
    const buttons = Array.from({ length: 26 }, (_, index) => ({
      type: 'button' as const,
      text: plain(`b${index}`),
    }));
    const { message, problems } = fitted([
      { type: 'context', block_id: 'c', elements },
      { type: 'actions', block_id: 'a', elements: buttons },
    ]);
    const counted = message.blocks?.map((block) => [
      'elements' in block && block.elements.length,
      block.block_id,
    ]);
    expect(counted).toEqual([
      [10, 'c'],
      [1, undefined],
      [25, 'a'],
      [1, undefined],
    ]);
    expect(problems).toEqual([]);
  });

  test('a long context text becomes several elements', () => {
    const { message } = fitted([{ type: 'context', elements: [mrkdwn('a '.repeat(2000))] }]);
    expect(message.blocks?.[0]).toMatchObject({ type: 'context' });
    expect(allTexts(message)).toHaveLength(2);
  });

  test('addresses, values and ids are of no use shortened: they go, and are reported', () => {
    const long = 'x'.repeat(3001);
    const { message, problems } = fitted([
      { ...section('s'), block_id: long },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            text: plain(' '),
            url: `https://a.example/${long}`,
            value: long,
            action_id: long,
          },
          { type: 'button', text: plain('b'), url: 'javascript:alert(1)', value: 'v', action_id: 'go' },
          { type: 'button', text: plain('c'), action_id: 'go' },
        ],
      },
      { type: 'image', image_url: 'ftp://a.example/', alt_text: 'x' },
      { type: 'section', text: mrkdwn('t'), accessory: { type: 'image', image_url: long, alt_text: 'x' } },
      { type: 'context', elements: [{ type: 'image', image_url: long, alt_text: 'x' }] },
    ]);
    expect(message.blocks).toEqual([
      section('s'),
      {
        type: 'actions',
        elements: [
          { type: 'button', text: plain('…') },
          { type: 'button', text: plain('b'), value: 'v', action_id: 'go' },
          { type: 'button', text: plain('c') },
        ],
      },
      section('t'),
    ]);
    expect(problems.map(({ field }) => field)).toEqual([
      '/blocks/0/block_id',
      '/blocks/1/elements/0/url',
      '/blocks/1/elements/0/value',
      '/blocks/1/elements/0/action_id',
      '/blocks/1/elements/1/url',
      '/blocks/1/elements/2/action_id',
      '/blocks/2',
      '/blocks/3/accessory',
      '/blocks/4/elements/0',
    ]);
  });

  test('a single token that is longer than a section gives way to its words, and is reported', () => {
    const { message, problems } = fitted([
      section(`<https://a.example/${'x'.repeat(3100)}|the words> after`),
    ]);
    expect(allTexts(message)).toEqual(['the words after']);
    expect(problems).toEqual([{ code: 'limit-shortened', field: '/blocks/0/text' }]);
  });

  test('empty things are left out, which loses nothing', () => {
    const picture = { type: 'image' as const, image_url: 'https://a.example/', alt_text: '' };
    const button = { type: 'button' as const, text: plain('b') };
    const { message, problems } = fitMessage({
      text: ' ',
      blocks: [
        { type: 'header', text: plain(' ') },
        section('\n'),
        { type: 'section' },
        { type: 'section', text: mrkdwn(''), accessory: picture },
        { type: 'section', fields: [], accessory: button },
        { type: 'context', elements: [] },
        { type: 'context', elements: [mrkdwn(' ')] },
        { type: 'actions', elements: [] },
        { ...picture, title: plain(' ') },
        section('kept'),
      ],
      attachments: [{ color: '#ffffff', blocks: [] }],
    });
    const shown = { ...picture, alt_text: '…' };
    expect(message).toEqual({
      text: '…\nb\n…\nkept',
      blocks: [
        { type: 'context', elements: [shown] },
        { type: 'actions', elements: [button] },
        shown,
        section('kept'),
      ],
    });
    expect(problems).toEqual([]);
  });

  test('a message with nothing at all still is one', () => {
    expect(fitMessage({ text: '' }).message).toEqual({ text: '…' });
    expect(fitMessage({ text: '', blocks: [] }).message).toEqual({ text: '…' });
  });

  test('a long text is shortened', () => {
    const { message, problems } = fitMessage({ text: '&amp;'.repeat(1000) });
    expect(message.text.length).toBeLessThanOrEqual(4000);
    expect(message.text).toMatch(/&amp;…$/);
    expect(problems).toEqual([{ code: 'limit-shortened', field: '/text' }]);
  });

  test('one block id, one block', () => {
    const { message, problems } = fitMessage({
      text: 't',
      blocks: [{ ...section('a'), block_id: 'x' }],
      attachments: [{ blocks: [{ ...section('b'), block_id: 'x' }, section('c')] }],
    });
    expect(allBlocks(message).map((block) => block.block_id)).toEqual(['x', undefined, undefined]);
    expect(problems).toEqual([{ code: 'limit-shortened', field: '/attachments/0/blocks/0/block_id' }]);
  });
});

describe('the message’s totals', () => {
  test('past fifty blocks the rest gives way to a note in the reader’s words', () => {
    const blocks = Array.from({ length: 60 }, (_, index) => section(`s${index}`));
    const { message, problems } = fitted(blocks, { more: (count: number) => `y ${count} más` });
    expect(message.blocks).toHaveLength(50);
    expect(message.blocks?.at(-1)).toEqual({ type: 'context', elements: [mrkdwn('y 11 más')] });
    expect(problems).toHaveLength(11);
    expect(problems[0]).toEqual({ code: 'limit-shortened', field: '/blocks/49' });
  });

  test('the note has words whatever the host answers', () => {
    const blocks = Array.from({ length: 51 }, () => section('s'));
    const note = (options: object) => allTexts(fitted(blocks, options).message).at(-1);
    expect(note({})).toBe('+2 more');
    expect(note({ more: () => ' ' })).toBe('+2');
    expect(note({ more: () => 'x'.repeat(500) })).toHaveLength(200);
  });

  test('over the budget the longest texts are shortened and every block stays', () => {
    const blocks = [section('short'), section('a'.repeat(9000)), section('b'.repeat(9000)), section('end')];
    const { message, problems } = fitted(blocks);
    const texts = allTexts(message);
    expect(texts[0]).toBe('short');
    expect(texts.at(-1)).toBe('end');
    expect(messageSize(message)).toBeLessThanOrEqual(SLACK_LIMITS.budget);
    expect(messageSize(message)).toBeGreaterThan(SLACK_LIMITS.budget * 0.95);
    expect(problems.map(({ field }) => field)).toEqual(['/blocks/1/text', '/blocks/2/text']);
  });

  test('what cannot be shortened enough gives way to the note', () => {
    const elements = Array.from({ length: 10 }, () => ({
      type: 'button' as const,
      text: plain('b'),
      value: 'v'.repeat(2000),
    }));
    const { message, problems } = fitted([section('s'), { type: 'actions', elements }, section('t')]);
    expect(allTexts(message)).toEqual(['s', '+2 more']);
    expect(problems.map(({ field }) => field)).toEqual(['/blocks/1', '/blocks/2']);
    expect(allTexts(fitted([{ type: 'actions', elements }]).message)).toEqual(['+1 more']);
  });

  test('the budget can be set, within reason', () => {
    const blocks = [section('a'.repeat(2500))];
    expect(messageSize(fitted(blocks, { budget: 2000 }).message)).toBeLessThanOrEqual(2000);
    expect(messageSize(fitted(blocks, { budget: 1 }).message)).toBeGreaterThan(500);
    expect(fitted(blocks, { budget: 3000 }).problems).toEqual([]);
  });

  test('an attachment that is too long goes on in another of its colour', () => {
    const blocks = Array.from({ length: 45 }, (_, index) => section(`s${index}`));
    const { message, problems } = fitMessage({
      text: 't',
      blocks: [section('top')],
      attachments: [{ color: '#123456', blocks }, { blocks: [section('z')] }],
    });
    expect(message.attachments?.map((one) => [one.color, one.blocks.length])).toEqual([
      ['#123456', 20],
      ['#123456', 20],
      ['#123456', 5],
      [undefined, 1],
    ]);
    expect(problems).toEqual([]);
  });

  test('the note stands behind the last block that stayed', () => {
    const blocks = Array.from({ length: 70 }, () => section('s'));
    const { message } = fitMessage({
      text: 't',
      blocks: [section('top')],
      attachments: [{ color: '#123456', blocks }],
    });
    expect(message.blocks).toHaveLength(1);
    expect(allBlocks(message)).toHaveLength(50);
    expect(allTexts(message).at(-1)).toBe('+22 more');
  });
});

describe('any message', () => {
  const words = fc.oneof(
    fc.constantFrom('', ' ', 'ok', '&amp;', '<https://a.example|x>', '👩‍👩‍👧‍👦', '```'),
    fc.string({ maxLength: 30 }),
    fc
      .tuple(
        fc.constantFrom('word ', 'x', '&amp;', '👍🏽', '<!here> ', 'line\n', '```\n', '\u0301'),
        fc.integer({ min: 1, max: 1500 }),
      )
      .map(([unit, count]) => unit.repeat(count)),
  );
  const url = fc.constantFrom(
    'https://a.example/',
    'javascript:x',
    '',
    `https://a.example/${'x'.repeat(3000)}`,
  );
  const id = fc.constantFrom('', 'one', 'two', 'x'.repeat(256));
  const text = fc.oneof(words.map(plain), words.map(mrkdwn));
  const image = fc.record({ type: fc.constant('image' as const), image_url: url, alt_text: words });
  const button = fc.record(
    { type: fc.constant('button' as const), text: words.map(plain), url, action_id: id, value: words },
    { requiredKeys: ['type', 'text'] },
  );
  const block: fc.Arbitrary<SlackBlock> = fc.oneof(
    fc.record(
      { type: fc.constant('header' as const), text: words.map(plain), block_id: id },
      { requiredKeys: ['type', 'text'] },
    ),
    fc.record(
      {
        type: fc.constant('section' as const),
        text,
        fields: fc.array(text, { maxLength: 14 }),
        accessory: fc.oneof(image, button),
        block_id: id,
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({
      type: fc.constant('context' as const),
      elements: fc.array(fc.oneof(text, image), { maxLength: 14 }),
    }),
    fc.record({ type: fc.constant('actions' as const), elements: fc.array(button, { maxLength: 30 }) }),
    fc.record({ type: fc.constant('divider' as const) }),
    fc.record(
      { type: fc.constant('image' as const), image_url: url, alt_text: words, title: words.map(plain) },
      { requiredKeys: ['type', 'image_url', 'alt_text'] },
    ),
  );
  const blocks = fc.array(block, { maxLength: 12 });
  const message: fc.Arbitrary<SlackMessage> = fc.record(
    {
      text: words,
      blocks: fc.oneof(blocks, fc.array(fc.constant(section('s')), { minLength: 45, maxLength: 70 })),
      attachments: fc.array(
        fc.record({ color: fc.constant('#123456'), blocks }, { requiredKeys: ['blocks'] }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ['text'] },
  );
  const budget = fc.constantFrom(1000, 3000, 10_000, 100_000);
  const bare = (value: string) => value.replace(/[\s…]+|```/g, '');

  test('fits afterwards, stays as it is the second time, and loses nothing in silence', () => {
    fc.assert(
      fc.property(message, budget, (given, most) => {
        const before = JSON.stringify(given);
        const result = fitMessage(given, { budget: most });
        expect(checkLimits(result.message, { budget: most })).toEqual([]);
        expect(fitMessage(result.message, { budget: most })).toEqual({
          message: result.message,
          problems: [],
        });
        if (result.problems.length === 0) {
          expect(bare(allTexts(result.message).join(''))).toBe(bare(allTexts(given).join('')));
        }
        expect(JSON.stringify(given)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });

  test('a message that fits is returned itself', () => {
    fc.assert(
      fc.property(message, (given) => {
        if (checkLimits(given).length === 0) expect(fitMessage(given).message).toBe(given);
      }),
    );
  });

  test('a fitted message passes rules that were written apart from ours', async () => {
    await using slack = await startFakeSlack();
    for (const given of fc.sample(message, 100)) {
      const body = JSON.stringify(fitMessage(given).message);
      const response = await fetch(slack.webhookUrl(), { method: 'POST', body });
      const answer = await response.text();
      expect(answer === 'ok' ? answer : `${answer} for ${body}`).toBe('ok');
    }
  });
});
