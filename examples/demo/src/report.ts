import type { SendResult } from '@localert/manager';
import type { SlackMessage } from '@localert/slack';
import { previewText } from '@localert/slack/preview';
import type { DemoDraft } from './draft.ts';
import type { READERS } from './readers.ts';

/** One alert of the demo: who it was for, what became of it, what the double of Slack got. */
export interface DemoMessage {
  readonly reader: (typeof READERS)[number];
  readonly result: SendResult;
  /** Milliseconds that `send` took until the alert was durable. */
  readonly ms: number;
  readonly message: SlackMessage | undefined;
}

interface Timings {
  readonly readyMs: number;
  readonly deliveredMs: number;
  readonly draftedMs: number;
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

const rounded = ({ readyMs, deliveredMs, draftedMs }: Timings): Timings => ({
  readyMs: round(readyMs),
  deliveredMs: round(deliveredMs),
  draftedMs: round(draftedMs),
});

const asJson = ({ reader, result, ms, message }: DemoMessage) => ({
  tenant: reader.tenant,
  requested: reader.locale,
  ...result,
  sendMs: round(ms),
  message,
});

/** What was posted, for machines. */
export function printJson(
  messages: readonly DemoMessage[],
  draft: DemoDraft,
  japanese: DemoMessage,
  timings: Timings,
): void {
  const alerts = messages.map(asJson);
  console.log(JSON.stringify({ alerts, draft, afterReview: asJson(japanese), ...rounded(timings) }, null, 2));
}

function printMessage({ reader, result, ms, message }: DemoMessage): void {
  const how = result.step === 'exact' ? '' : `, by the step "${result.step}"`;
  console.log(
    `\n── ${reader.name} asked for ${reader.locale.join(', ')} and reads ${result.locale}${how} (durable in ${ms.toFixed(1)} ms)`,
  );
  console.log(message === undefined ? 'Nothing arrived.' : previewText(message));
}

/** Where a text of a draft comes from, for people. */
const SOURCES: Readonly<Record<string, string>> = {
  template: 'template library',
  memory: "tenant's memory",
  source: 'nobody knows it',
};

function printDraft({ fixture, locale, fields, untranslated, reviewer, advice }: DemoDraft): void {
  console.log(`\n── A draft of ${fixture} in ${locale}, with no key and no network`);
  for (const { field, text, from } of fields) console.log(`${field} (${SOURCES[from] ?? from}): ${text}`);
  console.log(`Still English: ${untranslated.join(', ')}. ${advice}`);
  console.log(`Approved by ${reviewer}.`);
}

/** What people read, for people. */
export function printMessages(
  messages: readonly DemoMessage[],
  draft: DemoDraft,
  japanese: DemoMessage,
  timings: Timings,
  page: string,
): void {
  for (const message of messages) printMessage(message);
  printDraft(draft);
  printMessage(japanese);
  const { readyMs, deliveredMs, draftedMs } = timings;
  console.log(
    `\n${messages.length} alerts: manager ready in ${readyMs.toFixed(0)} ms, all posted ${deliveredMs.toFixed(0)} ms later; drafted, approved and sent in ${draft.locale} in another ${draftedMs.toFixed(0)} ms.`,
  );
  console.log(`Every locale side by side, Arabic and Hebrew too: ${page}`);
  console.log('What was posted: npm run demo -- --json');
}
