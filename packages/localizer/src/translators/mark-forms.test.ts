import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHtml, plainText, toHtml } from './engine-marks.ts';
import { escapeText, markOf, normalAnswer, piecesOf, unescapeText } from './mark-forms.ts';

/** How engines and models write the mark `<x id="0"/>`. */
const FORMS = [
  '<x id="0"/>',
  '<x id="0"></x>',
  '<x id="0"> </x>',
  '<x id="0">',
  '<X ID=0 />',
  "<x id='0'/>",
  '<x id=“0”/>',
  '<x id=„0“ />',
  '< x id = "0" / >',
  '＜x id="0"／＞',
  '＜ｘ ｉｄ＝＂０＂／＞',
  '<x id="٠"/>',
  '<x id="०"/>',
];

/** What looks like one and is text. */
const TEXTS = [
  '<x/>',
  '<x id=""/>',
  '<y id="0"/>',
  '<xid="0"/>',
  '<x id="zero"/>',
  '<x id="0" onclick="y"/>',
];

describe('normalAnswer', () => {
  it.each(FORMS)('reads %s as the mark', (form) => {
    expect(normalAnswer(`a ${form} b`)).toBe('a <x id="0"/> b');
  });

  it.each(TEXTS)('leaves %s as text', (text) => {
    expect(normalAnswer(`a ${text} b`)).toBe(`a ${escapeText(text)} b`);
  });

  it('escapes what a model left open, once', () => {
    expect(normalAnswer('a < b & c &lt; d &amp;lt; <b>')).toBe('a &lt; b &amp; c &lt; d &amp;lt; &lt;b&gt;');
  });

  it('takes numeric escapes and named ones of XML off', () => {
    expect(normalAnswer('l&#39;h&#xE9;ros &quot;x&quot; &eacute;')).toBe('l\'héros "x" &amp;eacute;');
  });

  it('leaves escapes of what is no character', () => {
    expect(unescapeText('&#0; &#xD800; &#1114112;')).toBe('&#0; &#xD800; &#1114112;');
  });

  it('leaves a mark whose digits it cannot read', () => {
    expect(normalAnswer('<x id="𝟎"/>')).toBe('&lt;x id="𝟎"/&gt;');
  });

  it('keeps marks that are doubled or missing for the pipeline to count', () => {
    expect(normalAnswer('<x id="1"></x><x id=1>')).toBe('<x id="1"/><x id="1"/>');
  });

  it('changes nothing of what is a segment already', () => {
    fc.assert(
      fc.property(segment(), (text) => {
        expect(normalAnswer(text)).toBe(text);
      }),
    );
  });
});

/** Segments out of words and marks. */
const segment = () =>
  fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }).map(escapeText),
        fc.nat(999).map((number) => markOf(number)),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));

/** Segments whose marks have numbers of their own, as the pipeline gives them. */
const numbered = () =>
  fc
    .array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 })
    .map((words) => words.map((word, at) => `${escapeText(word)}${markOf(at)}`).join(' '));

describe('the forms of engines', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(numbered(), (text) => {
        const plain = plainText(text);
        expect(plain.back(plain.text)).toBe(text);
        expect(fromHtml(toHtml(text), 'escaped')).toBe(text);
      }),
    );
  });

  it('come back from a server that takes the escapes off', () => {
    expect(toHtml('a &lt; b &amp; <x id="3"/>')).toBe(
      'a &lt; b &amp; <span translate="no" class="notranslate" id="x3">3</span>',
    );
    const answer = 'A < B & <SPAN class="notranslate" id=x3 translate="no"> 3 </SPAN>';
    expect(fromHtml(answer, 'plain')).toBe('A &lt; B &amp; <x id="3"/>');
  });

  it('write marks as words that are not in the text', () => {
    expect(plainText('qx <x id="0"/> and <x id="12"/>').text).toBe('qx ZQ0Z and ZQ12Z');
    const all = plainText('QX ZQ XJ KZQ WXQ <x id="0"/>');
    expect(all.text).toBe('QX ZQ XJ KZQ WXQ QXZQ0Z');
    expect(all.back(all.text)).toBe('QX ZQ XJ KZQ WXQ <x id="0"/>');
  });

  it('find the words again as engines write them, and only those that were sent', () => {
    const { back } = plainText('on <x id="1"/> and <x id="11"/>');
    expect(back('en qx 1z y QX-11 Z, QX2Z, QX1, QX1Z5')).toBe(
      'en <x id="1"/> y <x id="11"/>, QX2Z, QX1, <x id="1"/>5',
    );
    expect(plainText('no mark').back('QX0Z <b>')).toBe('QX0Z &lt;b&gt;');
  });

  it('have pieces without escapes', () => {
    expect(piecesOf('a &amp; <x id="7"/>')).toEqual([{ text: 'a & ' }, { mark: 7 }]);
  });
});
