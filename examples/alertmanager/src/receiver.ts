import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { FixtureManager } from '@localert/manager';
import type { fixtures } from './fixtures.ts';

/** Alertmanager's webhook body, version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
interface WebhookBody {
  readonly status: 'firing' | 'resolved';
  readonly groupKey: string;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly alerts: readonly {
    readonly startsAt: string;
    readonly annotations: Readonly<Record<string, string>>;
  }[];
}

/** Who gets a group: a tenant and the languages that its people read. */
export interface Reader {
  readonly tenant: string;
  readonly locale: readonly string[];
}

async function readJson(request: IncomingMessage): Promise<WebhookBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 1_000_000) throw new Error('The body is larger than 1 MB.');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as WebhookBody;
}

async function forward(
  alerts: FixtureManager<typeof fixtures>,
  { tenant, locale }: Reader,
  body: WebhookBody,
): Promise<void> {
  const client = alerts.forTenant(tenant, { actor: 'svc:alertmanager', roles: ['sender'] });
  const { alertname: alert = 'Alert', ...rest } = body.commonLabels;
  const labels = Object.entries(rest)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  // Alertmanager posts a group again when it grows: the key tells a repetition from news.
  const dedupeKey = `${body.status}/${body.alerts.length}/${body.groupKey}`.slice(0, 200);
  if (body.status === 'resolved') {
    await client.send('group_resolved', { locale, values: { alert, labels }, dedupeKey });
    return;
  }
  const since = new Date(Math.min(...body.alerts.map(({ startsAt }) => Date.parse(startsAt))));
  const summary = body.commonAnnotations['summary'] ?? body.alerts[0]?.annotations['summary'] ?? '';
  await client.send('group_firing', {
    locale,
    values: { alert, count: body.alerts.length, since, summary, labels },
    dedupeKey,
  });
}

/**
 * The webhook receiver. It answers 200 only when every reader's alert is durable; anything else makes Alertmanager post
 * the group again.
 */
export function createReceiver(alerts: FixtureManager<typeof fixtures>, readers: readonly Reader[]): Server {
  return createServer((request, response) => {
    const work = async () => {
      if (request.method !== 'POST' || request.url !== '/alertmanager') return 404;
      const body = await readJson(request);
      await Promise.all(readers.map((reader) => forward(alerts, reader, body)));
      return 200;
    };
    work().then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : 'failed');
        response.writeHead(500).end();
      },
    );
  });
}
