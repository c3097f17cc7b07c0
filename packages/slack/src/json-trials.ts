import type { TenantBundle } from './bundle.ts';
import type { MarkPlace, Marks } from './json-marks.ts';
import type { SourceKind } from './json-source.ts';
import { type RenderedLayout, renderLayout } from './layout.ts';
import type { SlotSource } from './slot-reader.ts';

/** The layout filled with marks, which `suffix` follows in every slot. */
export function markedLayout(
  bundle: TenantBundle,
  has: (field: string) => boolean,
  marks: Marks,
  suffix: string,
): RenderedLayout {
  const source: SlotSource = {
    severity: bundle.fixture.severity,
    field: (name) => (has(name) ? marks.text('field', name) + suffix : undefined),
    argument: (name) => marks.text('argument', name) + suffix,
    instant: (name) => ({ seconds: marks.seconds(name), fallback: marks.text('instant', name) + suffix }),
  };
  return renderLayout(bundle.layout, source);
}

/** What an argument's mark stands for shows in the member that it is in. */
export function kindOf({ kind }: MarkPlace, before: string): SourceKind {
  if (kind !== 'argument') return kind;
  if (/"(?:image_)?url":"$/.test(before)) return 'url';
  return before.endsWith('"value":"') ? 'raw' : 'text';
}

/** Texts that a layout may change: line ends where one line is wanted, tokens in plain text, marks inside styles. */
const TRIALS: readonly (readonly [text: string, pattern: string])[] = [
  ['\n', String.raw`\\n`],
  ['\r', String.raw`\\r`],
  ['\u2028', String.raw`\u2028`],
  ['\u2029', String.raw`\u2029`],
  ['<x>', '<'],
  ['*', String.raw`\*`],
  ['_', '_'],
  ['`', '`'],
];

/** A JSON text taken apart at its marks. */
interface Pieces {
  readonly head: string;
  readonly places: readonly {
    readonly key: string;
    /** The suffix stands right behind the mark. */
    readonly whole: boolean;
    /** What follows up to the next mark, without the suffix. */
    readonly after: string;
  }[];
}

function piecesOf(json: string, marks: Marks, suffix: string): Pieces {
  const found = marks.find(json);
  return {
    head: json.slice(0, found[0]?.start ?? json.length),
    places: found.map((place, at) => {
      const rest = json.slice(place.end, found[at + 1]?.start ?? json.length);
      const suffixed = place.kind !== 'seconds';
      return {
        key: `${kindOf(place, json.slice(0, place.start))}/${place.name}`,
        whole: !suffixed || rest.startsWith(suffix),
        after: suffixed && rest.startsWith(suffix) ? rest.slice(suffix.length) : rest,
      };
    }),
  };
}

/** By source: what the layout would not carry through unchanged. Found by trying. */
export function refusals(
  bundle: TenantBundle,
  has: (field: string) => boolean,
  marks: Marks,
  json: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const expected = piecesOf(json, marks, '');
  const refused = new Map<string, Set<string>>();
  for (const [text, pattern] of TRIALS) {
    const refuse = (place: { readonly key: string } | undefined) => {
      if (place) refused.set(place.key, (refused.get(place.key) ?? new Set()).add(pattern));
    };
    const { message } = markedLayout(bundle, has, marks, `${text}end`);
    const found = piecesOf(JSON.stringify(message), marks, JSON.stringify(`${text}end`).slice(1, -1));
    if (found.head !== expected.head) refuse(expected.places[0]);
    for (const [at, place] of expected.places.entries()) {
      const tried = found.places[at];
      const kept = tried?.key === place.key && tried.whole;
      if (!kept || tried.after !== place.after) refuse(place);
      // What stands between two marks is the doing of either.
      if (kept && tried.after !== place.after) refuse(expected.places[at + 1]);
    }
  }
  return refused;
}
