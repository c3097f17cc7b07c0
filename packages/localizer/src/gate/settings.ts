import { type GlossaryTerm, type InputIssue, InvalidInputError, tryCanonicalLocale } from '@localert/core';
import { slackFunctions } from '@localert/slack';
import { type CheckCode, GATE_CHECKS } from './checks.ts';
import type { GateProfile } from './finding.ts';
import { type LocaleFacts, localeFacts } from './locale-facts.ts';
import { limitOf, type SlackSlot } from './slack-limits.ts';

/**
 * How source and translation are written: MessageFormat 1 or 2, or `plain` for texts with placeholders of another kind
 * (`{{name}}`, `%s`). A source that is no MessageFormat is read as `plain` by itself.
 */
export type GateSyntax = 'icu' | 'mf2' | 'plain';

/** A translation to check, and what to hold it against. */
export interface TranslationInput {
  readonly source: string;
  readonly target: string;
  readonly sourceLocale: string;
  readonly targetLocale: string;
  /** Default `icu`. */
  readonly syntax?: GateSyntax;
  /** Default `ai`. */
  readonly profile?: GateProfile;
  /** Terms that must be used, and names that must stay. */
  readonly glossary?: readonly GlossaryTerm[];
  /** Where in Slack the text goes. */
  readonly slack?: SlackSlot;
  /** Checks that are not wanted. */
  readonly ignore?: readonly CheckCode[];
  /** Names of functions that messages may call, besides those of `@localert/slack`. */
  readonly functions?: readonly string[];
}

/** The input with everything in place. */
export interface Settings {
  readonly source: string;
  readonly target: string;
  readonly from: LocaleFacts;
  readonly to: LocaleFacts;
  readonly syntax: GateSyntax;
  readonly profile: GateProfile;
  readonly glossary: readonly GlossaryTerm[];
  readonly slack: SlackSlot | undefined;
  readonly ignored: ReadonlySet<string>;
  readonly functions: readonly string[];
}

const SYNTAXES: ReadonlySet<unknown> = new Set(['icu', 'mf2', 'plain']);
const PROFILES: ReadonlySet<unknown> = new Set(['ai', 'import']);
const SLACK_FUNCTIONS: readonly string[] = Object.keys(slackFunctions);

/** Underscores are how many catalogues name their files: `pt_BR`. */
const canonical = (tag: unknown): string | undefined =>
  tryCanonicalLocale(typeof tag === 'string' ? tag.replaceAll('_', '-') : tag);

function glossaryIssues(glossary: unknown): readonly InputIssue[] {
  if (!Array.isArray(glossary)) return [{ path: 'glossary', message: 'must be a list of terms' }];
  return glossary.flatMap((term: unknown, index): InputIssue[] => {
    const { source, target } = Object(term) as { source?: unknown; target?: unknown };
    const fine = typeof source === 'string' && (target === undefined || typeof target === 'string');
    return fine
      ? []
      : [{ path: `glossary.${index}`, message: 'must be a term { source, target? } of texts' }];
  });
}

function issuesOf(input: TranslationInput): readonly InputIssue[] {
  const { source, target, sourceLocale, targetLocale, syntax, profile, glossary, slack, ignore, functions } =
    input;
  const issues: InputIssue[] = [];
  const must = (holds: boolean, path: string, message: string) => {
    if (!holds) issues.push({ path, message });
  };
  must(typeof source === 'string', 'source', 'must be a text');
  must(typeof target === 'string', 'target', 'must be a text');
  must(
    canonical(sourceLocale) !== undefined,
    'sourceLocale',
    'must be a language tag such as "en" or "en-US"',
  );
  must(
    canonical(targetLocale) !== undefined,
    'targetLocale',
    'must be a language tag such as "de" or "pt-BR"',
  );
  must(syntax === undefined || SYNTAXES.has(syntax), 'syntax', 'must be "icu", "mf2" or "plain"');
  must(profile === undefined || PROFILES.has(profile), 'profile', 'must be "ai" or "import"');
  if (glossary !== undefined) issues.push(...glossaryIssues(glossary));
  const known =
    ignore === undefined ||
    (Array.isArray(ignore) && ignore.every((code) => Object.hasOwn(GATE_CHECKS, code)));
  must(known, 'ignore', 'must be a list of codes of GATE_CHECKS');
  must(slack === undefined || (typeof slack === 'object' && slack !== null), 'slack', 'must be an object');
  if (typeof slack === 'object' && slack !== null) {
    const limit = limitOf(slack);
    must(
      limit === undefined || (Number.isInteger(limit) && limit > 0),
      'slack.maxLength',
      'must be a whole number of UTF-16 units',
    );
  }
  must(functions === undefined || Array.isArray(functions), 'functions', 'must be a list of names');
  return issues;
}

/**
 * Checks the input and fills in what was left out.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export function settingsOf(input: TranslationInput): Settings {
  const given = Object(input) as TranslationInput;
  const issues = issuesOf(given);
  if (issues.length > 0) throw new InvalidInputError({ what: 'translation', issues: [...issues] });
  const {
    source,
    target,
    syntax = 'icu',
    profile = 'ai',
    glossary = [],
    slack,
    ignore = [],
    functions = [],
  } = given;
  return {
    source,
    target,
    from: localeFacts(canonical(given.sourceLocale) ?? 'und'),
    to: localeFacts(canonical(given.targetLocale) ?? 'und'),
    syntax,
    profile,
    glossary,
    slack,
    ignored: new Set(ignore),
    functions: functions.length === 0 ? SLACK_FUNCTIONS : [...SLACK_FUNCTIONS, ...functions],
  };
}
