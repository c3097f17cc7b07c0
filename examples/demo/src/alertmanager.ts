import { readFile } from 'node:fs/promises';

/** The part of an Alertmanager webhook body (version 4) that the demo uses. */
export interface WebhookBody {
  readonly status: 'firing' | 'resolved';
  readonly groupKey: string;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly alerts: readonly {
    readonly startsAt: string;
    readonly labels: Readonly<Record<string, string>>;
  }[];
}

/** A body that a real Alertmanager once posted; see ../recorded/README.md. */
export async function recordedBody(): Promise<WebhookBody> {
  const text = await readFile(new URL('../recorded/alertmanager-firing.json', import.meta.url), 'utf8');
  return JSON.parse(text) as WebhookBody;
}

/** What the playback fixture takes, read from a webhook body. */
export function playbackValues(body: WebhookBody) {
  const starts = body.alerts.map(({ startsAt }) => Date.parse(startsAt));
  return {
    region: body.commonLabels['region'] ?? 'unknown',
    count: body.alerts.length,
    since: new Date(Math.min(...starts)),
    runbookUrl: body.commonAnnotations['runbook_url'],
  };
}
