import type { ArgumentContract, ArgumentValues, FixtureContent } from '@localert/core';
import {
  type CustomFunctions,
  compileForm,
  coveringValues,
  type MessageForm,
  sampleValues,
  worstCaseValues,
} from '@localert/icu';
import { type TakenBranch, takenBranches } from '@localert/icu/lint';
import { blockTexts } from './block-texts.ts';
import { escapeFor, type TextZone } from './escape.ts';
import type { FieldSlot } from './field-slots.ts';
import { renderLayout } from './layout.ts';
import { markSlackText } from './slack-tokens.ts';

/** One message and what rendering it needs. */
export interface LengthScene {
  readonly source: string;
  readonly form: MessageForm;
  readonly contract: ArgumentContract;
  readonly content: Pick<FixtureContent, 'severity' | 'syntax'>;
  readonly locale: string;
  readonly timeZone: string;
  readonly functions: CustomFunctions;
}

/** A text that is longer than its slot takes. */
export interface LongText {
  readonly slot: FieldSlot;
  /** The longest that it gets, in UTF-16 code units of escaped text. */
  readonly length: number;
  /** With which values. */
  readonly values: 'sample' | 'worst-case';
  /** The branches that these values lead to. */
  readonly branches: readonly TakenBranch[];
}

/** Most value sets of one kind that a message is rendered with. */
const MAX_RENDERS = 64;

/** The message as a function of its values, escaped as it goes out. */
function textOf({ form, locale, timeZone, functions }: LengthScene): (values: ArgumentValues) => string {
  const render = compileForm(markSlackText(form), {
    locale,
    timeZone,
    functions,
    escape: (text, zone) => escapeFor(zone as TextZone | undefined)(text),
  });
  return (values) => render(values, () => undefined);
}

/** How long a text is in its slot, with the slot's emoji and style. */
function lengthIn({ block }: FieldSlot, text: string, severity: FixtureContent['severity']): number {
  const source = { severity, field: () => text, argument: () => undefined };
  const { message } = renderLayout({ color: 'none', blocks: [block] }, source);
  return Math.max(0, ...(message.blocks ?? []).flatMap(blockTexts).map((words) => words.length));
}

/** Renders a message through every branch and holds it against each of its slots, first with samples, then the worst. */
export function longTexts(scene: LengthScene, slots: readonly FieldSlot[]): readonly LongText[] {
  const { source, form, contract, content, locale, functions } = scene;
  const render = textOf(scene);
  const covering = (fill: ArgumentValues) => [
    fill,
    ...coveringValues([form], contract, { locale, fill, limit: MAX_RENDERS }),
  ];
  const sets = [
    ['sample', covering(sampleValues(contract))],
    ['worst-case', covering(worstCaseValues(contract))],
  ] as const;
  const rendered = sets.map(([kind, all]) => ({
    kind,
    all: all.map((values) => ({ values, text: render(values) })),
  }));
  const options = { locale, syntax: content.syntax, functions: Object.keys(functions) };
  return slots.flatMap((slot): LongText[] => {
    for (const { kind, all } of rendered) {
      const lengths = all.map(({ text }) => lengthIn(slot, text, content.severity));
      const length = Math.max(...lengths);
      const longest = all[lengths.indexOf(length)];
      if (longest === undefined || length <= slot.limit) continue;
      return [{ slot, length, values: kind, branches: takenBranches(source, longest.values, options) }];
    }
    return [];
  });
}
