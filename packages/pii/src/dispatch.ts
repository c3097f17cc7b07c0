import { isAlnum } from './characters.ts';
import { folds } from './folded-text.ts';
import type { PiiRule } from './rule.ts';

/** One of a rule's texts, and whether it counts only where no letter or digit is before it. */
interface Hook {
  readonly literal: string;
  /** Its third character, where it has one: most places are told by it. */
  readonly third: number;
  /** Its first characters do not say all: it is compared whole. */
  readonly isCompared: boolean;
  readonly rule: number;
  readonly atStart: boolean;
}

const ALNUM = 1;
const AT_START = 2;
const ANYWHERE = 4;
const NONE: readonly Hook[] = [];

/**
 * Calls `visit` for every place where a rule's text stands; it answers where what it found ends, or 0. False when the text
 * was left at a character that has to be folded first, which a folded text is not asked for.
 */
export type Dispatch = (
  text: string,
  isFolded: boolean,
  visit: (rule: number, index: number) => number,
) => boolean;

/**
 * Makes one pass over a text out of many rules: what stands at a place is looked up by its first character, then by its
 * first two, and only the rules of that pair are asked.
 */
export function dispatchOf(rules: readonly PiiRule[]): Dispatch {
  const flags = new Uint8Array(128);
  for (let code = 0; code < 128; code++) flags[code] = isAlnum(code) ? ALNUM : 0;
  const single: Hook[][] = [];
  const paired = new Map<number, Hook[]>();
  const isPaired = new Uint8Array(128 * 128);
  const wide = new Map<number, Hook[]>();

  const put = (literal: string, rule: number, atStart: boolean) => {
    const first = literal.charCodeAt(0);
    const second = literal.charCodeAt(1);
    const isPair = first < 128 && second < 128;
    const isCompared = literal.length > (isPair ? 3 : 1);
    const hook: Hook = { literal, third: literal.charCodeAt(2), isCompared, rule, atStart };
    if (first > 127) {
      wide.set(first, [...(wide.get(first) ?? []), hook]);
      return;
    }
    flags[first] = (flags[first] ?? 0) | (atStart ? AT_START : ANYWHERE);
    if (isPair) {
      const key = first * 128 + second;
      isPaired[key] = 1;
      paired.set(key, [...(paired.get(key) ?? []), hook]);
    } else {
      single[first] = [...(single[first] ?? []), hook];
    }
  };
  for (const [rule, { starts = [], holds = [] }] of rules.entries()) {
    for (const literal of starts) put(literal, rule, true);
    for (const literal of holds) put(literal, rule, false);
  }

  return (text, isFolded, visit) => {
    /** By rule, once there is one: where what it found last ends. */
    let ends: Int32Array | undefined;
    let afterAlnum = false;
    const ask = (hooks: readonly Hook[], index: number) => {
      const ahead = text.charCodeAt(index + 2);
      for (const { literal, third, isCompared, rule, atStart } of hooks) {
        if ((atStart && afterAlnum) || (third >= 0 && third !== ahead)) continue;
        if (ends !== undefined && index < (ends[rule] ?? 0)) continue;
        if (isCompared && !text.startsWith(literal, index)) continue;
        const end = visit(rule, index);
        if (end === 0) continue;
        ends ??= new Int32Array(rules.length);
        ends[rule] = end;
      }
    };
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) {
        if (!isFolded && folds(code)) return false;
        if (wide.size > 0) ask(wide.get(code) ?? NONE, index);
        afterAlnum = false;
        continue;
      }
      const flag = flags[code] ?? 0;
      if (flag > ALNUM && (!afterAlnum || flag >= ANYWHERE)) {
        const one = single[code];
        if (one !== undefined) ask(one, index);
        const next = text.charCodeAt(index + 1);
        const key = code * 128 + next;
        if (next < 128 && isPaired[key] === 1) ask(paired.get(key) ?? NONE, index);
      }
      afterAlnum = (flag & ALNUM) === ALNUM;
    }
    return true;
  };
}
