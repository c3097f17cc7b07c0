import type { MessageForm } from '@localert/icu';
import { parseForm } from '@localert/icu';
import { slackFunctions } from '@localert/slack';
import { allLocales } from '../src/locales/index.ts';
import { template, templateIds } from '../src/template.ts';

/** One text of the library beside the English one that it translates. */
export interface OneText {
  /** `locale id field`, for the names of tests. */
  readonly place: string;
  readonly locale: string;
  readonly id: string;
  readonly field: string;
  readonly source: string;
  readonly english: string;
}

const textsOf = (
  locale: string,
  id: string,
  texts: Readonly<Record<string, string>>,
  english: typeof texts,
) =>
  Object.entries(texts).map(
    ([field, source]): OneText => ({
      place: `${locale} ${id}.${field}`,
      locale,
      id,
      field,
      source,
      english: english[field] ?? '',
    }),
  );

/** The English texts. */
export const englishTexts: readonly OneText[] = templateIds.flatMap((id) => {
  const { en } = template(id).locales;
  return textsOf('en', id, en, en);
});

/** Every translation: what a gate has to pass. */
export const translations: readonly OneText[] = templateIds.flatMap((id) =>
  allLocales.flatMap(({ locale, texts }) => textsOf(locale, id, texts[id], template(id).locales.en)),
);

/** Every text of the library. */
export const everyText: readonly OneText[] = [...englishTexts, ...translations];

/** A text's parsed form, with the functions that fixtures have. */
export const formOf = (source: string): MessageForm =>
  parseForm(source, 'icu', { functions: slackFunctions });

/** A plural of a message: the argument, its categories and exact numbers, and what each branch says. */
export interface OnePlural {
  readonly argument: string;
  readonly branches: readonly { readonly key: string; readonly counts: boolean }[];
}

type Nodes = MessageForm['nodes'];

/** Whether nodes show the number of an argument. */
const shows = (nodes: Nodes, argument: string): boolean =>
  nodes.some(
    (node) =>
      node.type === 'placeholder' &&
      node.expression.operand?.type === 'argument' &&
      node.expression.operand.name === argument,
  );

/** The plurals of a form, those inside of branches included. */
export function pluralsIn(nodes: Nodes): OnePlural[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'match') return [];
    const inner = node.variants.flatMap((variant) => pluralsIn(variant.nodes));
    const [selector] = node.selectors;
    if (selector?.call.name !== 'number' || selector.operand?.type !== 'argument') return inner;
    const argument = selector.operand.name;
    const branches = node.variants.map(({ keys: [key], nodes: branch }) => ({
      key:
        key === undefined || key.kind === 'any'
          ? 'other'
          : key.kind === 'exact'
            ? `=${key.value}`
            : key.value,
      counts: shows(branch, argument),
    }));
    return [{ argument, branches }, ...inner];
  });
}
