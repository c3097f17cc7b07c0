import {
  type ArgumentContract,
  type GlossaryTerm,
  isLocalertError,
  type LocalertError,
  type MessageSyntax,
  type Messages,
  type TranslationSegment,
} from '@localert/core';
import { type CustomFunctions, type MessageForm, parseForm } from '@localert/icu';
import { printIcu, printMf2 } from '@localert/icu/catalog';
import { slackFunctions } from '@localert/slack';
import { own } from '../own.ts';
import { assemble } from './assemble.ts';
import { type BranchedMessage, branchesOf } from './branches.ts';
import { describeNode } from './describe.ts';
import { type MaskedSentence, maskSentence } from './mask.ts';
import { passagesOf, passageTracker } from './passages.ts';
import { type Protected, protectedIn } from './protect.ts';
import { type MarkFault, restoreSentence } from './restore.ts';

/** One message on its way to a translator and back. */
export interface PlannedField {
  readonly field: string;
  readonly source: string;
  readonly message: BranchedMessage;
  /** As many as there are branches. */
  readonly sentences: readonly MaskedSentence[];
  /** The segment of each sentence; `undefined` where there is nothing to translate. */
  readonly ids: readonly (string | undefined)[];
  readonly maxLength: number | undefined;
}

/** How messages are taken apart. */
export interface SegmentOptions {
  readonly syntax: MessageSyntax;
  readonly targetLocale: string;
  readonly contract?: ArgumentContract | undefined;
  readonly glossary?: readonly GlossaryTerm[] | undefined;
  /** Host functions that the messages may call. */
  readonly functions?: CustomFunctions | readonly string[] | undefined;
  /** Finds what must not leave: personal data and secrets. */
  readonly findPrivate?: ((text: string) => readonly Protected[]) | undefined;
  /** Longest text of a field, in UTF-16 code units, by field. */
  readonly maxLengths?: Readonly<Record<string, number>> | undefined;
}

/** Everything that has to be translated. */
export interface SegmentPlan {
  readonly fields: readonly PlannedField[];
  /** Each once, whatever the number of sentences that say the same. */
  readonly segments: readonly TranslationSegment[];
  /** Fields that were not taken apart, and why. */
  readonly refused: readonly { readonly field: string; readonly source: string; readonly error: unknown }[];
}

/** What messages may call: what every fixture has, and the host's own. */
const withBuiltIn = (functions: CustomFunctions | readonly string[]): CustomFunctions | readonly string[] =>
  Array.isArray(functions)
    ? [...Object.keys(slackFunctions), ...functions]
    : { ...slackFunctions, ...(functions as CustomFunctions) };

/** Takes the messages of a fixture apart. What cannot be taken apart is told, and does not stop the others. */
export function planSegments(messages: Messages, options: SegmentOptions): SegmentPlan {
  const {
    syntax,
    targetLocale,
    contract = {},
    glossary = [],
    functions = [],
    findPrivate,
    maxLengths = {},
  } = options;
  const known = withBuiltIn(functions);
  const segments = new Map<string, TranslationSegment>();
  const fields: PlannedField[] = [];
  const refused: { field: string; source: string; error: unknown }[] = [];

  const segmentOf = (sentence: MaskedSentence, note: string, maxLength: number | undefined): string => {
    const content = { text: sentence.text, marks: sentence.marks, note, maxLength };
    const key = JSON.stringify(content);
    const known = segments.get(key);
    if (known !== undefined) return known.id;
    const id = String(segments.size);
    segments.set(key, {
      id,
      text: sentence.text,
      ...(Object.keys(sentence.marks).length > 0 && { marks: sentence.marks }),
      ...(maxLength !== undefined && { maxLength }),
      ...(note !== '' && { note }),
    });
    return id;
  };

  const plan = (field: string, source: string): PlannedField => {
    const form: MessageForm = parseForm(source, syntax, { functions: known });
    const message = branchesOf(form, targetLocale);
    const maxLength = own(maxLengths, field);
    const passages = passagesOf(form);
    const context = passages.contexts.length > 0 ? `context: ${passages.contexts.join(', ')}` : '';
    const sentences = message.branches.map(({ nodes }) =>
      maskSentence(nodes, {
        protect: (text) => protectedIn(text, glossary, findPrivate?.(text)),
        describe: (node) => describeNode(node, form, contract),
        isWanted: passageTracker(passages),
      }),
    );
    const ids = sentences.map((sentence, at) =>
      sentence.hasWords
        ? segmentOf(sentence, [message.branches[at]?.note, context].filter(Boolean).join('; '), maxLength)
        : undefined,
    );
    return { field, source, message, sentences, ids, maxLength };
  };

  for (const [field, source] of Object.entries(messages)) {
    try {
      fields.push(plan(field, source));
    } catch (error) {
      refused.push({ field, source, error });
    }
  }
  return { fields, segments: [...segments.values()], refused };
}

/** A field put together from translations, or what is wrong with them, by segment. */
export interface BuiltField {
  /** `undefined` while something is wrong. */
  readonly target: string | undefined;
  readonly faults: ReadonlyMap<string, readonly MarkFault[]>;
  /** Why the message cannot be written: a translation may hold signs that have no spelling where they stand. */
  readonly unwritable?: LocalertError;
}

/** Builds a field's message in the target language. */
export function buildField(
  { message, sentences, ids }: PlannedField,
  translations: ReadonlyMap<string, string>,
): BuiltField {
  const faults = new Map<string, readonly MarkFault[]>();
  const branches = message.branches.map(({ path, nodes }, at) => {
    const id = ids[at];
    const sentence = sentences[at];
    if (id === undefined || sentence === undefined) return { path, nodes };
    const translation = translations.get(id);
    if (translation === undefined) return { path, nodes: undefined };
    const restored = restoreSentence(translation, sentence);
    if (restored.faults.length > 0) faults.set(id, restored.faults);
    return { path, nodes: restored.nodes };
  });
  const whole = branches.flatMap(({ path, nodes }) => (nodes === undefined ? [] : [{ path, nodes }]));
  if (whole.length < branches.length) return { target: undefined, faults };
  const form = assemble(message, whole);
  try {
    return { target: form.syntax === 'icu' ? printIcu(form) : printMf2(form), faults };
  } catch (error) {
    if (isLocalertError(error)) return { target: undefined, faults, unwritable: error };
    throw error;
  }
}
