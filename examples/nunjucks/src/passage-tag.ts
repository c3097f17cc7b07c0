import { type CompiledForm, compileForm, negotiateLocale, parseForm } from '@localert/icu';
import { markSlackText, slackEscaper } from '@localert/slack';
import type { Extension } from 'nunjucks';
import { type Catalogue, type PassageKey, passageOf } from './catalogue.ts';

/** A node of a template, as far as this tag reads it. */
interface Node {
  readonly typename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly value?: unknown;
  readonly children?: readonly Node[];
  readonly key?: Node;
}

/** What Nunjucks hands to a tag: its parser, which has no published types. */
interface Parser {
  nextToken(): { readonly value: string };
  parseSignature(tolerant: null, noParens: true): Node & { readonly children: readonly Node[] };
  advanceAfterBlockEnd(name?: string): void;
  parseUntilBlocks(end: string): Node;
  fail(message: string, line: number, column: number): never;
}

interface Nodes {
  readonly NodeList: new (line: number, column: number, children: readonly Node[]) => Node;
  readonly Literal: new (line: number, column: number, value: string) => Node;
  readonly Array: new (line: number, column: number, children: readonly Node[]) => Node;
  readonly CallExtension: new (tag: Extension, method: string, args: Node, content: readonly Node[]) => Node;
}

const END = 'endai_localize';

/** Words of a template as MessageFormat: what would begin an argument there is quoted. */
const quoted = (words: string): string => words.replaceAll("'", "''").replace(/[{}]+/g, "'$&'");

/** Values by the names that the passage has for them. */
function passageIn(body: Node, parser: Parser): { source: string; values: ReadonlyMap<string, Node> } {
  const values = new Map<string, Node>();
  let source = '';
  for (const output of body.children ?? []) {
    if (output.typename !== 'Output')
      parser.fail(
        'ai_localize: only words and {{ values }} can stand in a passage',
        output.lineno,
        output.colno,
      );
    for (const node of output.children ?? []) {
      if (node.typename === 'TemplateData') {
        source += quoted(String(node.value));
        continue;
      }
      const name = node.typename === 'Symbol' ? String(node.value) : `value${values.size + 1}`;
      values.set(name, node);
      source += `{${name}}`;
    }
  }
  // Line breaks of the template's own layout are no part of what is said.
  return { source: source.replace(/\s+/g, ' ').trim(), values };
}

/** The context as it is written in the template: it has to be known before anything is rendered. */
function contextIn({ children }: Node & { readonly children: readonly Node[] }, parser: Parser): string {
  const named = children.find(({ typename }) => typename === 'KeywordArgs')?.children ?? [];
  const pair = named.find(({ key }) => key?.value === 'context');
  if (pair === undefined) return '';
  const { typename, value, lineno, colno } = pair.value as Node;
  if (typename !== 'Literal') parser.fail('ai_localize: context has to be a text', lineno, colno);
  return String(value);
}

/** Most texts that are kept compiled. */
const MAX_COMPILED = 1_000;

/** What the tag reads from. */
export interface PassageTagOptions {
  readonly catalogue: () => Catalogue;
  /** Is told of each passage when a template is compiled. */
  readonly onPassage?: (key: PassageKey) => void;
}

/**
 * `{% ai_localize locale=reader.locale, context="alert" %}Disk full on {{ host }}{% endai_localize %}`: shows what the
 * catalogue has approved for the reader's language, and the source where it has nothing. Synchronous; it asks nobody.
 * Values are escaped for Slack.
 */
export function passageTag({ catalogue, onPassage }: PassageTagOptions): Extension & { run: unknown } {
  const compiled = new Map<string, CompiledForm>();

  function formatter(text: string, locale: string): CompiledForm {
    const key = `${locale} ${text}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    const made = compileForm(markSlackText(parseForm(text, 'icu')), {
      locale,
      timeZone: 'UTC',
      escape: slackEscaper,
    });
    compiled.set(key, made);
    return made;
  }

  const tag = {
    tags: ['ai_localize'],
    // What it answers is escaped for Slack; escaping it for HTML as well would show the entities.
    autoescape: false,

    parse(parser: Parser, nodes: Nodes): Node {
      const { value: name } = parser.nextToken();
      const signature = parser.parseSignature(null, true);
      parser.advanceAfterBlockEnd(name);
      const body = parser.parseUntilBlocks(END);
      parser.advanceAfterBlockEnd();
      const { source, values } = passageIn(body, parser);
      onPassage?.({ source, context: contextIn(signature, parser) });
      const at = [body.lineno, body.colno] as const;
      const names = new nodes.Literal(...at, JSON.stringify([...values.keys()]));
      const shown = new nodes.Array(...at, [...values.values()]);
      const text = new nodes.Literal(...at, source);
      const args = new nodes.NodeList(...at, [text, names, shown, ...signature.children]);
      return new nodes.CallExtension(tag, 'run', args, []);
    },

    run(
      _context: unknown,
      source: string,
      names: string,
      shown: readonly unknown[],
      { locale, context = '' }: { locale?: unknown; context?: string } = {},
    ): string {
      const { sourceLocale } = catalogue();
      const texts = Object.entries(passageOf(catalogue(), { source, context })?.locales ?? {});
      const approved = new Map(texts.flatMap(([tag, { text, approved: ok }]) => (ok ? [[tag, text]] : [])));
      const found = negotiateLocale({
        requested: typeof locale === 'string' ? [locale] : [],
        available: [...approved.keys(), sourceLocale],
        base: sourceLocale,
      });
      const keys = JSON.parse(names) as readonly string[];
      const values = Object.fromEntries(keys.map((key, at) => [key, String(shown[at] ?? `{${key}}`)]));
      const text = approved.get(found.locale) ?? source;
      return formatter(text, found.locale)(values, () => undefined);
    },
  };
  return tag;
}
