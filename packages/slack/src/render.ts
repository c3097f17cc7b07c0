import { type ArgumentValues, type Locale, type RenderProblem, visible } from '@localert/core';
import { checkValues, type LocaleMatch, type ValueFault } from '@localert/icu';
import { argumentList, argumentText } from './argument-text.ts';
import type { SlackMessage } from './block-kit.ts';
import type { TenantBundle } from './bundle.ts';
import { cutText } from './cut.ts';
import { type FieldChoice, fieldChoices } from './field-choice.ts';
import { fitMessage } from './fit.ts';
import { argumentInstant } from './instant.ts';
import { renderLayout } from './layout.ts';
import { SLACK_LIMITS } from './limits.ts';
import { markdownText } from './markdown-tokens.ts';
import { SEVERITY_STYLES } from './severity-style.ts';
import type { TextTarget } from './slot-reader.ts';

/** What one alert asks for. */
export interface RenderRequest {
  /** The reader's locales, best first. What is no BCP 47 tag is passed over. */
  readonly requested: readonly string[];
  readonly values: ArgumentValues;
  /** Epoch milliseconds, for texts that count from now. Default: the clock's. */
  readonly now?: number | undefined;
}

/** One alert as it goes out. */
export interface RenderedAlert {
  /** The locale of the text. */
  readonly locale: Locale;
  /** How it was found. `minimal`: no text of the fixture could be shown. */
  readonly step: LocaleMatch['step'] | 'minimal';
  readonly message: SlackMessage;
  /** The same words without Block Kit: posted when Slack refuses the message's form. */
  readonly plain: SlackMessage;
  readonly problems: readonly RenderProblem[];
  /** Which text each field took. */
  readonly choices: readonly FieldChoice[];
}

/** Collects problems, each once. */
function problemList() {
  const problems = new Map<string, RenderProblem>();
  return {
    add(problem: RenderProblem) {
      problems.set([problem.code, problem.locale, problem.field, problem.argument].join('\n'), problem);
    },
    all: (): readonly RenderProblem[] => [...problems.values()],
  };
}

/** Formats each field once, however many slots show it, and walks down the ladder when one fails. */
function fieldReader(
  bundle: TenantBundle,
  order: readonly Locale[],
  { values, now = Date.now() }: Pick<RenderRequest, 'values' | 'now'>,
  problems: ReturnType<typeof problemList>,
) {
  const texts = new Map<string, string | undefined>();
  const choices: FieldChoice[] = [];
  const read = (field: string, render: 'render' | 'renderMarkdown'): string | undefined => {
    for (const choice of fieldChoices(bundle, order, field)) {
      const report = (fault: ValueFault) =>
        problems.add(fault.code === 'output-too-long' ? { ...fault, locale: choice.locale, field } : fault);
      try {
        const text = choice.compiled[render](values, report, now);
        if (render === 'render') choices.push(choice);
        for (const { locale, reason } of choice.skipped)
          problems.add({ code: `message-${reason}`, locale, field });
        return text;
      } catch {
        // A text that fails while it runs is as good as none: the next locale has it too.
        problems.add({ code: 'message-broken', locale: choice.locale, field });
      }
    }
    return undefined;
  };
  return {
    choices,
    text(field: string, target: TextTarget = 'mrkdwn'): string | undefined {
      if (target === 'markdown') {
        const text = read(field, 'renderMarkdown');
        return text && markdownText(text);
      }
      if (!texts.has(field)) texts.set(field, read(field, 'render'));
      return texts.get(field);
    },
  };
}

/** Every field, a line each: the alert for those who cannot see blocks. */
export function plainMessage(
  bundle: Pick<TenantBundle, 'fields' | 'fixture'>,
  text: (field: string) => string | undefined,
): SlackMessage | undefined {
  const lines = bundle.fields
    .map((field) => text(field))
    .filter((line) => line !== undefined && line.trim() !== '');
  if (lines.length === 0) return undefined;
  const { emoji } = SEVERITY_STYLES[bundle.fixture.severity];
  return { text: cutText(`${emoji} ${lines.join('\n')}`, SLACK_LIMITS.text) };
}

/**
 * Renders one alert: check the values, negotiate the locale, format, lay out, hold to Slack's limits. Pure and
 * synchronous; the same function serves sending, preview, tests and pages.
 *
 * It never throws for what an alert brings or a text contains. What goes wrong is marked in the text, listed in
 * `problems`, and answered by the next step of the ladder: next locale, base locale, plain text, minimal message.
 */
export function renderAlert(bundle: TenantBundle, request: RenderRequest): RenderedAlert {
  const { requested, values } = request;
  const problems = problemList();
  const match = bundle.negotiate(requested);
  // A POSIX name such as es_ES is the likely slip: who sent it should hear of it, though the reader gets a text.
  for (const tag of match.skipped) problems.add({ code: 'locale-malformed', locale: visible(tag, 40) });
  const reader = fieldReader(bundle, match.order, request, problems);
  for (const fault of checkValues(bundle.contract, values)) problems.add(fault);
  const plain = plainMessage(bundle, reader.text);
  if (plain === undefined) {
    const { fixture, fallback } = bundle;
    const minimal = fallback.minimal(fixture.id, fixture.severity, [...requested, ...match.order]);
    problems.add({ code: 'minimal-message' });
    return { ...minimal, step: 'minimal', plain: minimal.message, problems: problems.all(), choices: [] };
  }
  const laid = layOut(bundle, match.locale, reader.text, values, problems) ?? plain;
  // Slack refuses a message without text, and a screen reader has nothing else.
  const message = laid.text.trim() === '' ? { ...laid, text: plain.text } : laid;
  return {
    locale: match.locale,
    step: match.step,
    message,
    plain,
    problems: problems.all(),
    choices: reader.choices,
  };
}

function layOut(
  bundle: TenantBundle,
  locale: Locale,
  field: (name: string, target?: TextTarget) => string | undefined,
  values: ArgumentValues,
  problems: ReturnType<typeof problemList>,
): SlackMessage | undefined {
  try {
    const argument = (name: string) => argumentText(values, name);
    const instant = (name: string) => argumentInstant(values, name, locale, bundle.tenant.timeZone);
    const list = (name: string) => argumentList(values, name);
    const { severity } = bundle.fixture;
    const laid = renderLayout(bundle.layout, { severity, field, argument, instant, list });
    const fitted = fitMessage(laid.message, { more: (count) => bundle.fallback.more(count, locale) });
    for (const problem of [...laid.problems, ...fitted.problems]) problems.add(problem);
    return fitted.message;
  } catch {
    problems.add({ code: 'layout-broken' });
    return undefined;
  }
}
