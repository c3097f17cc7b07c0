import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf } from './payload.ts';

const add = () => ({ channel: 'C1' });

describe('bodyOf', () => {
  it('takes the stored text as it is and adds to it', () => {
    expect(bodyOf('{"text":"\\ud83d\\udea8 a"}', add)).toBe('{"text":"\\ud83d\\udea8 a","channel":"C1"}');
    expect(bodyOf(' { "text": 1 }\n', add)).toBe('{ "text": 1 ,"channel":"C1"}');
    expect(bodyOf('{}', add)).toBe('{"channel":"C1"}');
    expect(bodyOf('{ }', add)).toBe('{ "channel":"C1"}');
    expect(bodyOf('{"text":"a"}', () => ({}))).toBe('{"text":"a"}');
  });

  it('leaves out what is not a message’s, whatever it is called', () => {
    const json = '{"channel":"C9","__proto__":{"blocks":[]},"text":"a","token":"x"}';
    expect(bodyOf(json, (has) => ({ blocks: has('blocks'), text: has('token') }))).toBe(
      '{"text":"a","blocks":false,"text":false}',
    );
    expect(bodyOf('{"channel":"C9"}', add)).toBe('{"channel":"C1"}');
  });

  it('tells what the message has', () => {
    const has: boolean[] = [];
    bodyOf('{"text":"a","blocks":[]}', (of) => {
      has.push(of('blocks'), of('attachments'), of('toString'));
      return {};
    });
    expect(has).toEqual([true, false, false]);
  });

  it.each(['', '{', 'null', '[]', '"{}"', '7', '{"a":1}}'])('refuses %j', (json) => {
    expect(bodyOf(json, add)).toBeUndefined();
  });

  it('is what parsing, adding and writing gives', () => {
    const message = fc.dictionary(
      fc.constantFrom('text', 'blocks', 'attachments', 'metadata', 'x', 'channel'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(message, fc.dictionary(fc.constantFrom('channel', 'ts'), fc.string()), (stored, extra) => {
        const members = Object.entries(stored).filter(([name]) => !['x', 'channel'].includes(name));
        const body = bodyOf(JSON.stringify(stored), () => extra);
        expect(JSON.parse(body ?? '')).toEqual(
          JSON.parse(JSON.stringify({ ...Object.fromEntries(members), ...extra })),
        );
      }),
    );
  });
});
