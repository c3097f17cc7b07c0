import { PDI } from './direction.ts';
import { expressionCompiler } from './expression.ts';
import type { FormNode, MarkupNode, Operand, PlaceholderNode } from './form.ts';
import { isolator } from './isolator.ts';
import type { Program } from './program.ts';
import { type Env, follows, type Run, readArgument, SHOWN, sourceOf, troubled } from './run.ts';
import { compileMatch } from './select.ts';

/** One part of Intl's own formatting. */
export interface IntlPart {
  readonly type: string;
  readonly value: string;
}

/**
 * One piece of a formatted message, in order. The `value`s of all parts, joined, are the message's text.
 *
 * `text`: the message's own · `string`, `number`, `datetime`, `custom`: a value · `fallback`: a value that could not be
 * shown · `bidiIsolation`: a control character around a value · `markup`: nothing in the text.
 */
export type MessagePart =
  | { readonly type: 'text' | 'bidiIsolation'; readonly value: string }
  | { readonly type: 'fallback'; readonly value: string; readonly source: string }
  | {
      readonly type: 'string' | 'custom';
      readonly value: string;
      readonly source: string;
      readonly locale: string;
      /** What the author asked for with `u:dir` and `u:id`. */
      readonly dir?: 'ltr' | 'rtl' | 'auto';
      readonly id?: string;
    }
  | {
      readonly type: 'number' | 'datetime';
      readonly value: string;
      readonly source: string;
      readonly locale: string;
      readonly dir?: 'ltr' | 'rtl' | 'auto';
      readonly id?: string;
      /** Intl's parts. V8 shows some narrow spaces of dates as plain ones in a text, and as they are in parts. */
      readonly parts: readonly IntlPart[];
    }
  | {
      readonly type: 'markup';
      readonly value: '';
      readonly kind: MarkupNode['kind'];
      readonly name: string;
      readonly options: Readonly<Record<string, unknown>>;
      readonly id?: string;
    };

/** Adds a pattern's parts for one rendering. */
type EmitParts = (run: Run, into: MessagePart[]) => void;

/** What MessageFormat 2 shows in place of a value (LDML 48 part 9, fallback resolution): `{$name}`. */
export function fallbackText(source: string): string {
  return `{${source}}`;
}

interface Kit {
  readonly env: Env;
  readonly isolate: boolean;
  readonly compile: ReturnType<typeof expressionCompiler>;
}

/** What an author adds to a value's part. */
type Extras = { readonly dir?: 'ltr' | 'rtl' | 'auto'; readonly id?: string };

function shownPart(
  program: Program,
  run: Run,
  source: string,
  env: Env,
  extras: Extras,
): MessagePart | undefined {
  const shown = program.show(run);
  if (shown === undefined) return undefined;
  const value = program.markup?.(run) ?? shown;
  const parts = program.parts?.(run);
  const common = { value, source, locale: env.locale, ...extras };
  if (parts) return { type: program.kind === 'date' ? 'datetime' : 'number', ...common, parts };
  return { type: program.kind === 'custom' ? 'custom' : 'string', ...common };
}

/** Reads `u:id`: a text, or what is shown of a value (LDML 48 part 9, `u:id`). */
function idReader(id: Operand | undefined, { compile }: Kit): (run: Run) => { readonly id?: string } {
  if (!id) return () => ({});
  const program = compile({ operand: id, call: { name: 'string' } });
  return (run) => {
    const text = program.show(run);
    if (text === undefined) follows(run, 'bad-option', 'u:id');
    return text === undefined ? {} : { id: text };
  };
}

function placeholder({ expression }: PlaceholderNode, kit: Kit): EmitParts {
  const { env, compile } = kit;
  const program = compile(expression);
  const source = sourceOf(expression, env.form);
  const isolation = isolator(expression, kit);
  const readId = idReader(expression.id, kit);
  return (run, into) => {
    const shown = shownPart(program, run, source, env, readId(run));
    const { open, direction } = isolation?.(run, shown !== undefined && run.shown !== SHOWN.value) ?? {};
    const part = shown
      ? { ...shown, ...(direction && { dir: direction }) }
      : { type: 'fallback' as const, source, value: fallbackText(source) };
    const isPlain = program.markup?.(run) === undefined;
    if (open && isPlain)
      into.push({ type: 'bidiIsolation', value: open }, part, { type: 'bidiIsolation', value: PDI });
    else into.push(part);
  };
}

function markup(node: MarkupNode, kit: Kit): EmitParts {
  const read = (operand: Operand) => {
    if (operand.type === 'literal') return () => operand.value;
    if (operand.type === 'argument') return (run: Run) => readArgument(run, operand.name);
    const program = kit.compile({ operand, call: { name: 'plain' } });
    return (run: Run) => program.value(run);
  };
  const readers = Object.entries(node.options).map(([name, operand]) => ({ name, value: read(operand) }));
  const readId = idReader(node.id, kit);
  return (run, into) => {
    const options = Object.fromEntries(readers.map(({ name, value }) => [name, value(run)]));
    for (const name of node.faulty ?? []) troubled(run, 'bad-option', name);
    into.push({ type: 'markup', value: '', kind: node.kind, name: node.name, options, ...readId(run) });
  };
}

function pattern(nodes: readonly FormNode[], kit: Kit): EmitParts {
  const emits = nodes.map((node): EmitParts => {
    if (node.type === 'text') return (_run, into) => into.push({ type: 'text', value: node.value });
    if (node.type === 'placeholder') return placeholder(node, kit);
    if (node.type === 'markup') return markup(node, kit);
    const pick = compileMatch(node, kit.compile, kit.env);
    const branches = node.variants.map((variant) => pattern(variant.nodes, kit));
    return (run, into) => branches[pick(run)]?.(run, into);
  });
  return (run, into) => {
    for (const emit of emits) emit(run, into);
  };
}

/** Length is counted over the parts: one is whole or not there. */
function withinLimit(run: Run, parts: readonly MessagePart[]): readonly MessagePart[] {
  const over = parts.findIndex((part) => {
    run.left -= part.value.length;
    return run.left < 0;
  });
  if (over === -1) return parts;
  run.report({ code: 'output-too-long' });
  return parts.slice(0, over);
}

/** Compiles a form to parts. */
export function compileParts(
  env: Env,
  nodes: readonly FormNode[],
  isolate: boolean,
): (run: Run) => readonly MessagePart[] {
  const emit = pattern(nodes, { env, isolate, compile: expressionCompiler(env) });
  return (run) => {
    const parts: MessagePart[] = [];
    emit(run, parts);
    return withinLimit(run, parts);
  };
}
