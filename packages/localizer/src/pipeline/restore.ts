import type { SentenceNode } from './branches.ts';
import type { MaskedSentence } from './mask.ts';

/** Why a translation cannot be taken: its marks are not those of the source. */
export interface MarkFault {
  readonly code: 'mark-missing' | 'mark-repeated' | 'mark-unknown';
  readonly message: string;
}

/** What became of the marks of a translation. */
export type Restored =
  | { readonly nodes: readonly SentenceNode[]; readonly faults: readonly [] }
  | { readonly nodes: undefined; readonly faults: readonly MarkFault[] };

/** A mark, in the spellings that engines make of it. */
const MARK =
  /<x\s{0,4}id\s{0,4}=\s{0,4}["'“”]?(\d{1,4})["'“”]?\s{0,4}(?:\/\s{0,2}>|>\s{0,4}<\s{0,2}\/\s{0,2}x\s{0,2}>)/giu;
/** What is left of a mark that was broken. */
const BROKEN = /<\s{0,4}\/?\s{0,4}x(?:\s|\/|>)/iu;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** Undoes the escaping of segments, and what engines escape on top of it. Once: `&amp;lt;` is `&lt;`. */
export function unescapeSegment(text: string): string {
  return text.replace(/&(?:([a-z]{2,4})|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
      ? String.fromCodePoint(point)
      : whole;
  });
}

function append(nodes: SentenceNode[], node: SentenceNode): void {
  const last = nodes.at(-1);
  if (node.type === 'text' && node.value === '') return;
  if (node.type === 'text' && last?.type === 'text') {
    nodes[nodes.length - 1] = { type: 'text', value: last.value + node.value };
  } else nodes.push(node);
}

function faultsOf(seen: readonly number[], count: number, rest: string): readonly MarkFault[] {
  const times = (id: number) => seen.filter((one) => one === id).length;
  const ids = Array.from({ length: count }, (_, id) => id);
  const missing = ids.filter((id) => times(id) === 0);
  const repeated = ids.filter((id) => times(id) > 1);
  const faults: MarkFault[] = [];
  const say = (code: MarkFault['code'], found: readonly number[], message: string) => {
    if (found.length > 0)
      faults.push({ code, message: `${found.map((id) => `<x id="${id}"/>`).join(', ')}: ${message}` });
  };
  say('mark-missing', missing, 'is missing; each mark of the source stands in the translation exactly once.');
  say('mark-repeated', repeated, 'stands there more than once; each mark stands exactly once.');
  say('mark-unknown', [...new Set(seen.filter((id) => id >= count))], 'is not in the source; add no marks.');
  if (BROKEN.test(rest)) {
    faults.push({ code: 'mark-unknown', message: 'A mark is broken; write each one as <x id="n"/>.' });
  }
  return faults;
}

/** Puts back what the marks stand for: each exactly once, in the order of the translation. */
export function restoreSentence(translation: string, { kept, before, after }: MaskedSentence): Restored {
  const nodes: SentenceNode[] = [];
  const seen: number[] = [];
  let rest = '';
  let from = 0;
  const say = (text: string) => {
    rest += text;
    append(nodes, { type: 'text', value: unescapeSegment(text) });
  };
  const text = translation.trim();
  say(before);
  for (const { index, 0: whole, 1: digits } of text.matchAll(MARK)) {
    say(text.slice(from, index));
    from = index + whole.length;
    const id = Number(digits);
    seen.push(id);
    const node = kept[id];
    if (node !== undefined) append(nodes, node);
  }
  say(text.slice(from));
  say(after);
  const faults = faultsOf(seen, kept.length, rest);
  return faults.length === 0 ? { nodes, faults: [] } : { nodes: undefined, faults };
}
