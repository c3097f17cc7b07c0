import { describe, expect, it } from 'vitest';
import { contextBefore, contextWords, saysBefore } from './context.ts';

const wordsBefore = (text: string, floor?: number) => contextBefore(text, text.length, floor).words;

describe('what stands before a place', () => {
  it('is up to five words in lower case, the nearest first', () => {
    expect(wordsBefore('One two THREE, ')).toEqual(['three', 'two', 'one']);
    expect(wordsBefore('a b c d e f ')).toEqual(['f', 'e', 'd', 'c', 'b']);
    expect(wordsBefore('ÄRGER: ')).toEqual(['ärger']);
    expect(wordsBefore('Вызов ')).toEqual(['вызов']);
  });

  it('ends with the line, at a digit, and after 32 characters', () => {
    expect(wordsBefore('one\ntwo ')).toEqual(['two']);
    expect(wordsBefore('one 2 three ')).toEqual(['three']);
    expect(wordsBefore(`one ${' '.repeat(32)}`)).toEqual([]);
    expect(wordsBefore('')).toEqual([]);
  });

  it('has no half words', () => {
    expect(wordsBefore(`${'a'.repeat(40)} `)).toEqual([]);
    expect(wordsBefore(`x ${'a'.repeat(31)} `)).toEqual(['a'.repeat(31)]);
  });

  it('passes digits where it is said how far', () => {
    expect(wordsBefore('one 2 three ', 0)).toEqual(['three', 'one']);
    expect(wordsBefore('one 2 three ', 5)).toEqual(['three']);
  });
});

describe('words before', () => {
  const list = contextWords('card 卡 カード');

  it('are looked up among the nearest', () => {
    const context = contextBefore('card is not ', 12);
    expect(saysBefore(context, list)).toBe(true);
    expect(saysBefore(context, list, 2)).toBe(false);
    expect(saysBefore(contextBefore('discard ', 8), list)).toBe(false);
  });

  it('are looked for anywhere in scripts without spaces', () => {
    const text = '不正なカード番号：';
    expect(saysBefore(contextBefore(text, text.length), list)).toBe(true);
    expect(saysBefore(contextBefore('番号：', 3), list)).toBe(false);
    expect(saysBefore(contextBefore('番号：', 3), contextWords('card'))).toBe(false);
  });
});
