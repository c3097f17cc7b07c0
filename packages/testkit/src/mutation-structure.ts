import type { FormNode, FunctionCall, MatchNode, MessageForm, NumberCall } from '@localert/icu';
import {
  allNodes,
  changed,
  type Maker,
  matchesIn,
  nameOf,
  pick,
  plainArguments,
  print,
  type Scene,
} from './mutation-text.ts';

/** The arguments that both show: what is missing already cannot be lost. */
function sharedArgument({ source, target, random }: Scene): string | undefined {
  const shown = plainArguments(target);
  return pick(
    plainArguments(source).filter((name) => shown.includes(name)),
    random,
  );
}

const dropArgument: Maker = (scene) => {
  const name = sharedArgument(scene);
  if (name === undefined) return undefined;
  return print(
    changed(scene.target, (node) => (node.type === 'placeholder' && nameOf(node) === name ? [] : undefined)),
  );
};

const renameArgument: Maker = (scene) => {
  const name = sharedArgument(scene);
  if (name === undefined) return undefined;
  const other = /^\d+$/.test(name)
    ? String(Number(name) + 7)
    : `${name}${pick(['2', 's', '_x', 'Name'], scene.random)}`;
  return print(
    changed(scene.target, (node) =>
      node.type === 'placeholder' && nameOf(node) === name
        ? [{ ...node, expression: { ...node.expression, operand: { type: 'argument', name: other } } }]
        : undefined,
    ),
  );
};

const addArgument: Maker = ({ pair, target, random }) => {
  const names = ['extra', 'user', 'value', 'count9', 'link'].filter((one) => !pair.source.includes(one));
  const name = pick(names, random) ?? 'another';
  const added: readonly FormNode[] = [
    { type: 'text', value: ' ' },
    { type: 'placeholder', expression: { operand: { type: 'argument', name }, call: { name: 'plain' } } },
  ];
  const last = target.nodes.at(-1);
  if (last === undefined || (target.syntax === 'mf2' && last.type === 'match')) return undefined;
  return print({ ...target, nodes: [...target.nodes, ...added] });
};

const quoteArgument: Maker = (scene) => {
  const name = scene.syntax === 'icu' ? sharedArgument(scene) : undefined;
  const place = name === undefined ? -1 : scene.pair.target.indexOf(`{${name}}`);
  if (
    name === undefined ||
    place < 0 ||
    scene.pair.target.includes("'") ||
    // A source that quotes its arguments comes from a system in which that is no fault.
    scene.pair.source.includes("'") ||
    matchesIn(scene.target).length > 0
  )
    return undefined;
  return scene.pair.target.replace(`{${name}}`, `'{${name}}'`);
};

const changeType: Maker = ({ target, random }) => {
  const typed = allNodes(target.nodes).filter(
    (node) =>
      node.type === 'placeholder' &&
      (node.expression.call.name === 'date' || node.expression.call.name === 'number'),
  );
  const pounds = new Set(
    matchesIn(target).flatMap(({ selectors }) =>
      selectors.map(({ operand }) => (operand?.type === 'argument' ? operand.name : '')),
    ),
  );
  const chosen = pick(
    typed.filter((node) => node.type === 'placeholder' && !pounds.has(nameOf(node) ?? '')),
    random,
  );
  if (chosen?.type !== 'placeholder') return undefined;
  const { expression } = chosen;
  const call: FunctionCall =
    expression.call.name === 'date'
      ? { name: 'number', options: {} }
      : { name: 'date', options: { dateStyle: 'medium' } };
  return print(
    changed(target, (node) =>
      node === chosen ? [{ ...chosen, expression: { ...expression, call } }] : undefined,
    ),
  );
};

/** The number that a match chooses by; `undefined` when it chooses by something else, or by several. */
function countOf(match: MatchNode, form: MessageForm): NumberCall | undefined {
  const [selector, more] = match.selectors;
  if (selector === undefined || more !== undefined) return undefined;
  const { operand, call } = selector;
  const own = operand?.type === 'local' ? form.declarations[operand.index]?.expression.call : call;
  return own?.name === 'number' ? own : undefined;
}

/** Whether whole numbers of the language need a branch, which the exact ones do not stand for. */
function isNeeded(match: MatchNode, count: NumberCall, category: string, locale: string): boolean {
  const rules = new Intl.PluralRules(locale, { type: count.select === 'ordinal' ? 'ordinal' : 'cardinal' });
  const exact = new Set(
    match.variants.flatMap(({ keys }) => (keys[0]?.kind === 'exact' ? [Number(keys[0].value)] : [])),
  );
  const counts = Array.from({ length: 201 }, (_, value) => value).filter(
    (value) => rules.select(value) === category,
  );
  // Where 0 and 1 share a form, a branch for 1 is enough to read well.
  return counts.some((value) => !exact.has(value) && !(value === 0 && exact.has(1)));
}

const dropCategory: Maker = ({ target, pair, random }) => {
  const options = matchesIn(target).flatMap((match) => {
    const count = countOf(match, target);
    return match.variants.flatMap((variant) => {
      const key = variant.keys[0];
      const needed =
        count !== undefined &&
        key?.kind === 'category' &&
        isNeeded(match, count, key.value, pair.targetLocale);
      return needed ? [{ match, variant }] : [];
    });
  });
  const chosen = pick(options, random);
  if (chosen === undefined) return undefined;
  const { match, variant } = chosen;
  return print(
    changed(target, (node) =>
      node === match ? [{ ...match, variants: match.variants.filter((one) => one !== variant) }] : undefined,
    ),
  );
};

const KEYWORDS: readonly string[] = ['eins', 'uno', 'autre', 'andere', 'один', '其他', 'outros'];

const translateKeyword: Maker = ({ target, pair, syntax, random }) => {
  if (syntax !== 'icu' || !matchesIn(target).some((match) => countOf(match, target) !== undefined))
    return undefined;
  const places = [...pair.target.matchAll(/(?<=[\s,}])(?:zero|one|two|few|many|other)(?=\s{0,3}\{)/g)];
  const chosen = pick(places, random);
  if (chosen === undefined) return undefined;
  const start = chosen.index;
  return `${pair.target.slice(0, start)}${pick(KEYWORDS, random)}${pair.target.slice(start + chosen[0].length)}`;
};

const changeSelectKey: Maker = ({ target, random }) => {
  const options = matchesIn(target).flatMap((match) =>
    match.variants.flatMap((variant) =>
      variant.keys.length === 1 && variant.keys[0]?.kind === 'text' ? [{ match, variant }] : [],
    ),
  );
  const chosen = pick(options, random);
  const key = chosen?.variant.keys[0];
  if (chosen === undefined || key?.kind !== 'text') return undefined;
  const renamed = { ...chosen.variant, keys: [{ kind: 'text', value: `${key.value}x` }] } as const;
  return print(
    changed(target, (node) =>
      node === chosen.match
        ? [
            {
              ...chosen.match,
              variants: chosen.match.variants.map((one) => (one === chosen.variant ? renamed : one)),
            },
          ]
        : undefined,
    ),
  );
};

/** Languages with one form may say it in one sentence. */
const oneForm = (locale: string): boolean =>
  new Intl.PluralRules(locale).resolvedOptions().pluralCategories.length === 1;

const flatten: Maker = ({ target, pair, random }) => {
  const match = pick(matchesIn(target), random);
  if (
    match === undefined ||
    target.syntax === 'mf2' ||
    (countOf(match, target) !== undefined && oneForm(pair.targetLocale))
  )
    return undefined;
  const other = match.variants.find(({ keys }) => keys.every(({ kind }) => kind === 'any'));
  return print(changed(target, (node) => (node === match ? (other?.nodes ?? []) : undefined)));
};

const breakBraces: Maker = ({ pair, random }) => {
  const places = [...pair.target.matchAll(/\}/g)].map(({ index }) => index);
  if (places.length === 0 || pair.target.includes("'")) return undefined;
  const at = pick(places, random) ?? 0;
  return pair.target.slice(0, at) + pair.target.slice(at + 1);
};

/** Faults of structure. */
export const structureMakers = {
  'argument-dropped': dropArgument,
  'argument-renamed': renameArgument,
  'argument-added': addArgument,
  'argument-quoted': quoteArgument,
  'argument-type': changeType,
  'category-dropped': dropCategory,
  'keyword-translated': translateKeyword,
  'select-key': changeSelectKey,
  'choice-flattened': flatten,
  'braces-broken': breakBraces,
} satisfies Readonly<Record<string, Maker>>;
