import { isLocalertError } from '@localert/core';
import type { FixtureManager } from '@localert/manager';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { fixtures } from './fixtures.ts';
import { type Buttons, slackButtons } from './slack-buttons.ts';

/** The HTTP status for each of Localert's errors that a client can cause. */
const STATUS: Readonly<Record<string, number>> = {
  LOCALERT_INVALID_TENANT_ID: 400,
  LOCALERT_INVALID_INPUT: 400,
  LOCALERT_FORBIDDEN: 403,
  LOCALERT_NOT_FOUND: 404,
  LOCALERT_QUOTA_EXCEEDED: 429,
};

const answerErrors: ErrorRequestHandler = (error, _request, response, _next) => {
  if (!isLocalertError(error)) return void response.status(500).json({ code: 'INTERNAL' });
  // Codes, places and sentences are safe to show: Localert's errors carry no texts, values or secrets.
  response.status(STATUS[error.code] ?? 500).json(error.toJSON());
};

/** Makes the service. A real one would read tenant and actor from its session, never from the path. */
export function createApp(alerts: FixtureManager<typeof fixtures>, buttons: Buttons): Express {
  const app = express();
  app.use(slackButtons(buttons));
  app.use(express.json({ limit: '64kb' }));

  app.post('/:tenant/orders/:order/payment-failed', async (request, response) => {
    const { tenant, order } = request.params;
    const amount = Number((request.body as { amount?: unknown }).amount);
    const client = alerts.forTenant(tenant, { actor: 'svc:shop', roles: ['sender'] });
    const { id, locale, step, problems } = await client.send('payment_failed', {
      locale: request.acceptsLanguages().filter((tag) => tag !== '*'),
      values: { order, amount, at: new Date() },
      dedupeKey: `payment/${order}`,
    });
    response.status(202).json({ id, locale, step, problems });
  });

  app.use(answerErrors);
  return app;
}
