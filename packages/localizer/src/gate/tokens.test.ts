import { describe, expect, it } from 'vitest';
import { plainBranch } from './plain-text.ts';
import { tokensOf } from './tokens.ts';

const keys = (text: string) => tokensOf(text).tokens.map(({ kind, key }) => `${kind} ${key}`);

describe('tokensOf', () => {
  it.each([
    ['nothing to keep here', []],
    ['see https://a.example/x, please', ['link https://a.example/x']],
    ['see (https://a.example/x(1)).', ['link https://a.example/x(1)']],
    ['see https://a.example/x。次', ['link https://a.example/x']],
    ['www.a.example/x and a.com', ['link www.a.example/x', 'link a.com']],
    ['write ops@a.example.', ['link ops@a.example']],
    ['tel:+491234 now', ['link tel:+491234']],
    ['<https://a.example|the page>', ['link <https://a.example']],
    ['[the page](https://a.example/)', ['link ](https://a.example']],
    [
      '<@U012AB3CD> <#C012AB3CD|ops> <!date^1^{date}|now>',
      ['mention <@U012AB3CD>', 'mention <#C012AB3CD>', 'mention <!date^1^{date}>'],
    ],
    ['@here and @ops.', ['mention @here', 'mention @ops']],
    ['a@b is none', []],
    [':fire: at 10:30:15', ['emoji :fire:']],
    ['🔥 👍🏽 ⚠️', ['emoji 🔥', 'emoji 👍', 'emoji ⚠']],
    ['`a  b` and ```c```', ['code `a b`', 'code ```c```']],
    ['<b>x</b><br/><0/>', ['tag <b>', 'tag </b>', 'tag <br>', 'tag <0/>']],
    ['<a target="_blank" href=\'x\' title="y">', ['tag <a href=x target=_blank title>']],
    ['type <your name> and <Ihr Name>', ['tag <…>', 'tag <…>']],
    ['<code-x>a</code-x>', ['tag <code-x>', 'tag </code-x>']],
    ['<!-- note -->', ['tag <!--']],
    ['%s of %(total)d, 100 %', ['format %s', 'format %(total)d']],
    ['$t(common.yes) @:menu.file', ['format $t(common.yes)', 'format @:menu.file']],
    ['*bold* _soft_ ~gone~ **loud**', ['markup *', 'markup *', 'markup _', 'markup ~']],
    ['snake_case_word 2*3*4 a ~ b', []],
    ['> quoted\n- one\n# head', ['markup >', 'markup -', 'markup #']],
    ['*see* <b>*it*</b>', ['tag <b>', 'tag </b>', 'markup *', 'markup *']],
    ['a &amp; b', []],
  ])('reads %j', (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it('leaves the words, labels too', () => {
    expect(tokensOf('see <https://a.example|the page> now').words.split(/\s+/)).toEqual([
      'see',
      'the',
      'page',
      'now',
    ]);
    expect(tokensOf('see https://a.example, now').words).toBe('see  , now');
  });
});

describe('plainBranch', () => {
  it('finds placeholders of many kinds', () => {
    expect(plainBranch('{{ a }} $\u007bb} %{c} {d} {0} #{e} {not this}').shown).toEqual([
      'a',
      'b',
      'c',
      'd',
      '0',
      'e',
    ]);
  });
});
