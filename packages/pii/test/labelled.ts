import { readFileSync } from 'node:fs';

/** A text with the places of what it holds. */
export interface Labelled {
  readonly locale: string;
  readonly text: string;
  readonly items: readonly Item[];
}

/** One thing to be found. `slot` is a maker of values.ts. */
export interface Item {
  readonly slot: string;
  readonly start: number;
  readonly end: number;
}

/** Reads `mail ⟦email|an¦n@example.org⟧` into the text and its items. */
export function readMarked(marked: string): Pick<Labelled, 'text' | 'items'> {
  const items: Item[] = [];
  let text = '';
  for (const part of marked.replaceAll('¦', '').split(/(⟦[^⟧]*⟧)/)) {
    const [, slot = '', value] = /^⟦([^|]*)\|([^⟧]*)⟧$/.exec(part) ?? [];
    if (value !== undefined) items.push({ slot, start: text.length, end: text.length + value.length });
    text += value ?? part;
  }
  return { text, items };
}

/**
 * The sets beside this file. `held-out` was put together by make-held-out.ts before there were rules; `fresh` was written by
 * hand once there were, in the style of logs, tickets and other monitoring tools.
 */
export const SETS = ['held-out', 'fresh'] as const;

/** The texts of a set. */
export function readSet(name: (typeof SETS)[number]): {
  positive: readonly Labelled[];
  negative: readonly Labelled[];
} {
  const url = new URL(`${name}.json`, import.meta.url);
  const { positive, negative } = JSON.parse(readFileSync(url, 'utf8')) as Record<
    'positive' | 'negative',
    readonly { locale: string; text: string }[]
  >;
  const read = ({ locale, text }: { locale: string; text: string }) => ({ locale, ...readMarked(text) });
  return { positive: positive.map(read), negative: negative.map(read) };
}
