import type { SendResult } from '@localert/manager';
import type { SlackMessage } from '@localert/slack';
import { previewText } from '@localert/slack/preview';
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
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

/** What was posted, for machines. */
export function printJson(messages: readonly DemoMessage[], timings: Timings): void {
  const alerts = messages.map(({ reader, result, ms, message }) => ({
    tenant: reader.tenant,
    requested: reader.locale,
    ...result,
    sendMs: round(ms),
    message,
  }));
  console.log(
    JSON.stringify(
      { alerts, readyMs: round(timings.readyMs), deliveredMs: round(timings.deliveredMs) },
      null,
      2,
    ),
  );
}

/** What people read, for people. */
export function printMessages(messages: readonly DemoMessage[], timings: Timings, page: string): void {
  for (const { reader, result, ms, message } of messages) {
    const how = result.step === 'exact' ? '' : `, by the step "${result.step}"`;
    console.log(
      `\n── ${reader.name} asked for ${reader.locale.join(', ')} and reads ${result.locale}${how} (durable in ${ms.toFixed(1)} ms)`,
    );
    console.log(message === undefined ? 'Nothing arrived.' : previewText(message));
  }
  console.log(
    `\n${messages.length} alerts: manager ready in ${timings.readyMs.toFixed(0)} ms, all posted ${timings.deliveredMs.toFixed(0)} ms later.`,
  );
  console.log(`Every locale side by side: ${page}`);
  console.log('What was posted: npm run demo -- --json');
}
