import { transportConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { slackWebApi } from './web-api.ts';
import { slackWebhook } from './webhook.ts';

const TOKEN = 'xoxb-canary-token';
const HOOK = 'https://hooks.slack.com/services/T0/B0/canary';

transportConformance(
  { describe, it },
  {
    name: 'slackWebhook',
    create: ({ fetch }) => slackWebhook({ fetch, urlFor: () => HOOK }),
    canaries: [HOOK],
  },
);

transportConformance(
  { describe, it },
  {
    name: 'slackWebApi',
    create: ({ fetch }) => slackWebApi({ fetch, tokenFor: () => TOKEN }),
    accepted: { status: 200, body: '{"ok":true,"channel":"C1","ts":"1.000001"}' },
    canaries: [TOKEN],
  },
);
