import { isolates, PDI } from './direction.ts';
import { type Escape, escapeFunctionOf, jsonText, specialOf } from './escape.ts';
import { expressionCompiler } from './expression.ts';
import type { FormNode, PlaceholderNode } from './form.ts';
import { type Env, type Run, SHOWN, sourceOf } from './run.ts';
import { compileMatch } from './select.ts';
import { isClean } from './special.ts';

/** `json`: what stands between the quotes of a JSON string. */
export type RenderMode = 'text' | 'json';

/** Emits its piece in the output's encoding, and counts its text. */
export type Emit = (run: Run) => string;

/** How the text looks. */
export interface TextSettings {
  readonly mode: RenderMode;
  readonly escape: Escape | undefined;
  readonly isolate: boolean;
  /** Words what stands in for a value that cannot be shown. */
  readonly fallback: (run: Run, source: string) => string;
}

/** What compiling one form's nodes needs. */
interface Kit extends TextSettings {
  readonly env: Env;
  readonly encode: (text: string) => string;
  readonly compile: ReturnType<typeof expressionCompiler>;
}

const asText = (text: string): string => text;

/** As much of a text as fits, without half of a surrogate pair at its end. */
function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  const next = text.charCodeAt(length);
  const splits = last >= 0xd800 && last <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
  return text.slice(0, splits ? length - 1 : length);
}

function overflow(run: Run, text: string, encode: (text: string) => string): string {
  const kept = cut(text, run.left);
  run.left = 0;
  // Once is enough: what comes after finds no room either.
  if (!run.full) run.report({ code: 'output-too-long' });
  run.full = true;
  return encode(kept);
}

function literal(value: string, { encode }: Kit): Emit {
  const encoded = encode(value);
  const { length } = value;
  return (run) => {
    if (length > run.left) return overflow(run, value, encode);
    run.left -= length;
    return encoded;
  };
}

/** A placeholder whose text may have to be escaped, isolated or cut: all that can happen to one. */
function thorough(node: PlaceholderNode, kit: Kit): (run: Run, shown: string | undefined) => string {
  const { encode, env, fallback } = kit;
  const escaper = escapeFunctionOf(kit.escape);
  const { expression, zone } = node;
  const source = sourceOf(expression, env.form);
  const isolate = kit.isolate ? isolates(env.direction, expression.direction) : undefined;
  return (run, shown) => {
    const localized = shown !== undefined && run.shown !== SHOWN.value;
    let text = shown ?? fallback(run, source);
    // No escaper needs to see more than can be kept; a hostile value must not make it work for nothing.
    const long = text.length > run.left;
    if (long) text = text.slice(0, run.left + 1);
    if (escaper && !(localized && isClean(text))) text = escaper(text, zone);
    const open = isolate?.(localized);
    if (open) text = open + text + PDI;
    if (long || text.length > run.left) return overflow(run, text, encode);
    run.left -= text.length;
    return encode(text);
  };
}

/** A placeholder's way for most values, with the literals beside it, and the way for all others. */
interface Ways {
  /** Encoded; together with `after`, `length` code units of text. */
  readonly before: string;
  readonly after: string;
  readonly length: number;
  readonly otherwise: Emit;
}

// Adding an empty text costs as much as adding another: that is why `after` is asked for.

/** An argument that is a string and goes into a text without escaping: the commonest, so it is read right here. */
function stringArgument(name: string, { before, after, length, otherwise }: Ways): Emit {
  return (run) => {
    const { values } = run;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value !== 'string') return otherwise(run);
    const left = run.left - length - value.length;
    if (left < 0) return otherwise(run);
    run.left = left;
    return after === '' ? before + value : before + value + after;
  };
}

/** The same where a value that matches `special` has to be escaped or encoded. */
function testedArgument(name: string, special: RegExp, { before, after, length, otherwise }: Ways): Emit {
  return (run) => {
    const { values } = run;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value !== 'string') return otherwise(run);
    const left = run.left - length - value.length;
    if (left < 0 || special.test(value)) return otherwise(run);
    run.left = left;
    return after === '' ? before + value : before + value + after;
  };
}

/** Anything that needs neither escaping nor encoding. */
function shownText(
  show: (run: Run) => string | undefined,
  special: RegExp | undefined,
  { before, after, length }: Ways,
  careful: (run: Run, shown: string | undefined) => string,
): Emit {
  return (run) => {
    const shown = show(run);
    if (shown === undefined) return careful(run, shown);
    const left = run.left - length - shown.length;
    if (left < 0) return careful(run, shown);
    if (special && run.shown !== SHOWN.clean && special.test(shown)) return careful(run, shown);
    run.left = left;
    return after === '' ? before + shown : before + shown + after;
  };
}

/** A placeholder together with the literals beside it. Most values need neither escaping nor cutting. */
function placeholder(node: PlaceholderNode, before: string, after: string, kit: Kit): Emit {
  const { show, verbatim } = kit.compile(node.expression);
  const slow = thorough(node, kit);
  const lead = literal(before, kit);
  const trail = literal(after, kit);
  const careful = (run: Run, shown: string | undefined) => lead(run) + slow(run, shown) + trail(run);
  const special = kit.isolate ? 'always' : specialOf(kit.escape, node.zone, kit.mode === 'json');
  if (special === 'always') return (run) => careful(run, show(run));
  const ways = {
    before: kit.encode(before),
    after: kit.encode(after),
    length: before.length + after.length,
    otherwise: (run: Run) => careful(run, show(run)),
  };
  if (verbatim === undefined) return shownText(show, special, ways, careful);
  return special ? testedArgument(verbatim, special, ways) : stringArgument(verbatim, ways);
}

function matchEmit(node: Extract<FormNode, { type: 'match' }>, kit: Kit): Emit {
  const pick = compileMatch(node, kit.compile, kit.env);
  const branches = node.variants.map((variant) => pattern(variant.nodes, kit));
  return (run) => branches[pick(run)]?.(run) ?? '';
}

/** One emit for each placeholder and choice; literals go with the placeholder after them, the last with the one before. */
function emitsOf(nodes: readonly FormNode[], kit: Kit): readonly Emit[] {
  const emits: Emit[] = [];
  const shown = nodes.filter(({ type }) => type !== 'markup');
  let before = '';
  const flush = () => {
    if (before !== '') emits.push(literal(before, kit));
    before = '';
  };
  for (let at = 0; at < shown.length; at += 1) {
    const [node, next] = [shown[at], shown[at + 1]];
    if (node?.type === 'text') before += node.value;
    if (node?.type === 'placeholder') {
      const last = next?.type === 'text' && at + 2 === shown.length;
      emits.push(placeholder(node, before, last ? next.value : '', kit));
      before = '';
      if (last) break;
    }
    if (node?.type === 'match') {
      flush();
      emits.push(matchEmit(node, kit));
    }
  }
  flush();
  return emits;
}

/** Calls side by side are faster than a loop over as many; more than four become groups of groups. */
function joined(emits: readonly Emit[]): Emit {
  const [first, second, third, fourth] = emits;
  if (!first) return () => '';
  if (!second) return first;
  if (!third) return (run) => first(run) + second(run);
  if (!fourth) return (run) => first(run) + second(run) + third(run);
  if (emits.length === 4) return (run) => first(run) + second(run) + third(run) + fourth(run);
  const groups: Emit[] = [];
  for (let at = 0; at < emits.length; at += 4) groups.push(joined(emits.slice(at, at + 4)));
  return joined(groups);
}

const pattern = (nodes: readonly FormNode[], kit: Kit): Emit => joined(emitsOf(nodes, kit));

/** Compiles a form's nodes to one closure over a run. */
export function compilePattern(env: Env, settings: TextSettings): Emit {
  const encode = settings.mode === 'json' ? jsonText : asText;
  return pattern(env.form.nodes, { ...settings, env, encode, compile: expressionCompiler(env) });
}
