import type { ArgumentContract, FixtureContent, Locale, Messages } from '@localert/core';
import { type CustomFunctions, contractOf, type MessageForm, parseForm } from '@localert/icu';
import {
  applyFixes,
  type FieldFinding,
  type LintFinding,
  lintMessage,
  lintMessages,
  maskedPatterns,
  placeFinder,
  type TakenBranch,
} from '@localert/icu/lint';
import { defaultLayout } from './default-layout.ts';
import { type FieldSlot, fieldSlots } from './field-slots.ts';
import { withSlackFunctions } from './functions/slack-functions.ts';
import { type LongText, longTexts } from './lint-length.ts';
import { lintMarkdown, type MarkupSlip } from './lint-markdown.ts';
import { lintTokens } from './lint-tokens.ts';
import { SLACK_LINT_RULES } from './slack-lint-rules.ts';

/** How a fixture's messages are looked at. */
export interface SlackLintOptions {
  /** Only these locales. Default: all. */
  readonly locales?: readonly Locale[];
  /** IANA name; dates are rendered in it. Default `UTC`. */
  readonly timeZone?: string;
  /** The host's functions that the messages may use on top of the built-in ones. Default none. */
  readonly functions?: CustomFunctions;
}

/** One thing found in a message of a fixture. */
export interface SlackLintFinding extends FieldFinding {
  readonly locale: Locale;
  /** Of a text that is too long: its length and what Slack takes, in UTF-16 code units of escaped text. */
  readonly length?: number;
  readonly limit?: number;
  /** Of a text that is too long: the branches that make it so. */
  readonly branches?: readonly TakenBranch[];
}

/** What stays the same for all messages of a fixture. */
interface Fixture {
  readonly content: FixtureContent;
  readonly base: Messages;
  readonly contract: ArgumentContract;
  readonly slots: readonly FieldSlot[];
  readonly timeZone: string;
  readonly functions: CustomFunctions;
}

/** Most fixes that prove themselves on one message. */
const MAX_FIXES = 40;

function formOf(
  source: string,
  { content, functions }: Pick<Fixture, 'content' | 'functions'>,
): MessageForm | undefined {
  try {
    return parseForm(source, content.syntax, { functions });
  } catch {
    // The lint of the message tells what is wrong with it.
    return undefined;
  }
}

/** What the base messages take, with the author's notes. */
function contractFor(content: FixtureContent, base: Messages, functions: CustomFunctions): ArgumentContract {
  const forms = Object.values(base).flatMap((source) => formOf(source, { content, functions }) ?? []);
  const { contract } = contractOf(forms);
  const noted = Object.entries(contract).map(([name, spec]) => {
    const note = Object.hasOwn(content.arguments, name) ? content.arguments[name] : undefined;
    return [name, { ...note, ...spec }];
  });
  return Object.fromEntries(noted);
}

function slipsOf(
  source: string,
  form: MessageForm,
  marked: boolean,
  fixture: Fixture,
): readonly MarkupSlip[] {
  const patterns = maskedPatterns(source, fixture.content.syntax, Object.keys(fixture.functions));
  const marks = marked ? patterns.flatMap((pattern) => lintMarkdown(source, pattern)) : [];
  return [...lintTokens(form, patterns), ...marks];
}

/** Whether a fix leaves a message that parses, with one slip of its kind less and no new error. */
function proves(
  slip: MarkupSlip,
  all: readonly MarkupSlip[],
  source: string,
  locale: Locale,
  fixture: Fixture,
): boolean {
  const after = applyFixes(source, [slip]);
  const form = formOf(after, fixture);
  if (form === undefined) return false;
  const { syntax } = fixture.content;
  const errors = (text: string): number =>
    lintMessage(text, { locale, syntax, functions: Object.keys(fixture.functions) }).filter(
      ({ severity }) => severity === 'error',
    ).length;
  const times = (slips: readonly MarkupSlip[]): number =>
    slips.filter(({ code }) => code === slip.code).length;
  return times(slipsOf(after, form, true, fixture)) < times(all) && errors(after) <= errors(source);
}

function provedSlips(
  source: string,
  locale: Locale,
  form: MessageForm,
  marked: boolean,
  fixture: Fixture,
): readonly LintFinding[] {
  const all = slipsOf(source, form, marked, fixture);
  const placeOf = placeFinder(source);
  let tried = 0;
  return all.map(({ start, end, ...slip }) => {
    const { fix, ...rest } = slip;
    const finding = { ...rest, severity: SLACK_LINT_RULES[slip.code].severity, place: placeOf(start, end) };
    if (fix === undefined) return finding;
    tried += 1;
    const proved = tried <= MAX_FIXES && proves({ start, end, ...slip }, all, source, locale, fixture);
    return proved ? { ...finding, fix } : finding;
  });
}

function longFinding({ slot, length, values, branches }: LongText, source: string) {
  const code = slot.longer === 'cut' ? 'slack-cut' : 'slack-split';
  const fate = slot.longer === 'cut' ? 'is shortened' : 'is split';
  const where = branches.map((one) => `${one.arguments.join(', ')}: ${one.keys}`).join('; ');
  const severity =
    code === 'slack-cut' && values === 'worst-case' ? 'warning' : SLACK_LINT_RULES[code].severity;
  return {
    code,
    severity,
    message: `With ${values} values the ${slot.what} has ${length} characters${where === '' ? '' : ` (${where})`}; Slack takes ${slot.limit}, so it ${fate}.`,
    place: branches.at(-1)?.place ?? placeFinder(source)(0, source.length),
    length,
    limit: slot.limit,
    branches,
  } as const;
}

function lintField(
  field: string,
  source: string,
  locale: Locale,
  fixture: Fixture,
): readonly Omit<SlackLintFinding, 'locale'>[] {
  const { content, contract, timeZone, functions } = fixture;
  const form = formOf(source, fixture);
  if (form === undefined) return [];
  const slots = fixture.slots.filter((slot) => slot.field === field);
  const marked = slots.length === 0 || slots.some(({ mrkdwn }) => mrkdwn);
  const long = longTexts({ source, form, contract, content, locale, timeZone, functions }, slots);
  return [
    ...provedSlips(source, locale, form, marked, fixture),
    ...long.map((one) => longFinding(one, source)),
  ].map((finding) => ({ ...finding, field }));
}

/**
 * Looks at all messages of a fixture: what `lintMessages` of `@localert/icu/lint` finds, and what Slack makes of them. Every
 * message is rendered through all of its branches, with sample and with worst-case values, and held against the slots of
 * the layout that show it; Markdown that Slack does not know, marks left open and tokens that will not work are told with
 * their places. It says more than `proveFixture`, and refuses nothing.
 *
 * Findings stand locale by locale and field by field. Limits: `SLACK_LIMITS`.
 *
 * @throws LOCALERT_INVALID_LOCALE for a locale that is no language tag
 *
 * @example
 * ```ts
 * import { parseFixtureContent } from '@localert/core';
 * import { lintSlackMessages } from '@localert/slack/lint';
 *
 * const content = parseFixtureContent({
 *   baseLocale: 'en',
 *   locales: { en: { title: 'Disk full', description: '**{host}** has no room' } },
 * });
 * lintSlackMessages(content)[0]?.code; // 'markdown-bold'
 * ```
 */
export function lintSlackMessages(
  content: FixtureContent,
  options: SlackLintOptions = {},
): readonly SlackLintFinding[] {
  const { baseLocale, locales, syntax } = content;
  const { timeZone = 'UTC', locales: chosen = Object.keys(locales) } = options;
  const functions = withSlackFunctions(options.functions);
  const base = Object.hasOwn(locales, baseLocale) ? (locales[baseLocale] ?? {}) : {};
  const layout = content.layout ?? defaultLayout(content.severity, Object.keys(base));
  const contract = contractFor(content, base, functions);
  const fixture: Fixture = { content, base, contract, slots: fieldSlots(layout), timeZone, functions };
  return chosen.flatMap((locale) => {
    const messages = Object.hasOwn(locales, locale) ? (locales[locale] ?? {}) : {};
    const names = Object.keys(functions);
    const found = lintMessages(messages, locale === baseLocale ? undefined : base, {
      locale,
      syntax,
      functions: names,
    });
    return Object.entries(messages).flatMap(([field, source]) =>
      [...found.filter((one) => one.field === field), ...lintField(field, source, locale, fixture)].map(
        (finding) => ({
          ...finding,
          locale,
        }),
      ),
    );
  });
}
