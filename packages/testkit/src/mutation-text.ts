import type { MessageSyntax } from '@localert/core';
import {
  type FormNode,
  type MatchNode,
  type MessageForm,
  type PlaceholderNode,
  parseForm,
} from '@localert/icu';
import { printIcu, printMf2 } from '@localert/icu/catalog';

/** Numbers from 0 up to 1, as `Math.random` gives them; one with a seed makes a run that can be repeated. */
export type Random = () => number;

/** A translation of which faulty ones are made. */
export interface MutationPair {
  readonly source: string;
  readonly target: string;
  readonly sourceLocale: string;
  readonly targetLocale: string;
  /** Default `icu`. */
  readonly syntax?: MessageSyntax;
  /** The same message in other languages: what a mix-up of languages would give. */
  readonly inOtherLocales?: readonly string[];
  /** Sentences in the target language about something else: what a model might add. */
  readonly otherSentences?: readonly string[];
}

/** What the makers of faults work on. */
export interface Scene {
  readonly pair: MutationPair;
  readonly syntax: MessageSyntax;
  readonly source: MessageForm;
  readonly target: MessageForm;
  readonly random: Random;
}

/** Makes one fault; `undefined` where the pair has nothing to break in this way. */
export type Maker = (scene: Scene) => string | undefined;

export const pick = <Item>(items: readonly Item[], random: Random): Item | undefined =>
  items[Math.min(items.length - 1, Math.floor(random() * items.length))];

export const print = (form: MessageForm): string => (form.syntax === 'icu' ? printIcu(form) : printMf2(form));

/** Reads both texts; `undefined` when one of them is no message. */
export function sceneOf(pair: MutationPair, random: Random): Scene | undefined {
  const syntax = pair.syntax ?? 'icu';
  try {
    const options = { lenient: true };
    return {
      pair,
      syntax,
      random,
      source: parseForm(pair.source, syntax, options),
      target: parseForm(pair.target, syntax, options),
    };
  } catch {
    return undefined;
  }
}

/** All nodes of a form, branches included. */
export function allNodes(nodes: readonly FormNode[]): readonly FormNode[] {
  return nodes.flatMap((node) =>
    node.type === 'match' ? [node, ...node.variants.flatMap(({ nodes: inner }) => allNodes(inner))] : [node],
  );
}

/** A form with each node replaced by what `change` gives for it; what is not changed stays. */
export function changed(
  form: MessageForm,
  change: (node: FormNode) => readonly FormNode[] | undefined,
): MessageForm {
  const walk = (nodes: readonly FormNode[]): readonly FormNode[] =>
    nodes.flatMap((node): readonly FormNode[] => {
      const other = change(node);
      if (other !== undefined) return other;
      if (node.type !== 'match') return [node];
      return [
        { ...node, variants: node.variants.map((variant) => ({ ...variant, nodes: walk(variant.nodes) })) },
      ];
    });
  return { ...form, nodes: walk(form.nodes) };
}

/** A form with one of its texts changed. */
export function withText(
  form: MessageForm,
  random: Random,
  change: (text: string) => string | undefined,
): MessageForm | undefined {
  const texts = allNodes(form.nodes).flatMap((node) => (node.type === 'text' ? [node] : []));
  const fitting = texts.flatMap((node) => {
    const value = change(node.value);
    return value === undefined || value === node.value ? [] : [{ node, value }];
  });
  const chosen = pick(fitting, random);
  if (chosen === undefined) return undefined;
  return changed(form, (node) =>
    node === chosen.node ? [{ type: 'text', value: chosen.value }] : undefined,
  );
}

/** Puts something between two words, or at the end. */
export function inserted(text: string, piece: string, random: Random): string {
  const places = [...text.matchAll(/(?<=[\p{L}\p{N}.!?。])\s(?=\p{L})/gu)].map(({ index }) => index);
  const at = pick([...places, text.trimEnd().length], random) ?? text.length;
  return `${text.slice(0, at)} ${piece}${text.slice(at)}`;
}

export const nameOf = ({ expression }: PlaceholderNode): string | undefined =>
  expression.operand?.type === 'argument' ? expression.operand.name : undefined;

/** The arguments that a form shows, where no choice is made by them. */
export function plainArguments(form: MessageForm): readonly string[] {
  const nodes = allNodes(form.nodes);
  const chosen = new Set(
    nodes.flatMap((node) =>
      node.type === 'match'
        ? node.selectors.flatMap(({ operand }) => (operand?.type === 'argument' ? [operand.name] : []))
        : [],
    ),
  );
  const shown = nodes.flatMap((node) => (node.type === 'placeholder' ? [nameOf(node)] : []));
  return [...new Set(shown.filter((name) => name !== undefined))].filter((name) => !chosen.has(name));
}

export const matchesIn = (form: MessageForm): readonly MatchNode[] =>
  allNodes(form.nodes).flatMap((node) => (node.type === 'match' ? [node] : []));
