import { describe, expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';

describe('Slack tokens', () => {
  it('are found by their type', () => {
    const rows = [
      ...[...'abcdeoprs'].map((type) => `⟦slack-token|xo¦x${type}-2345678901-abcDEF⟧.`),
      '⟦slack-token|xoxe.xoxp-1-Mi0yLTEyMzQ1⟧',
      '"⟦slack-token|xapp-1-A06M2X7RTPA-671234-0a1b⟧"',
      'token ⟦slack-token|xwfp-2345678901⟧-',
      `⟦slack-token|xoxb-${'a-'.repeat(60)}b⟧`,
      '⟦slack-token|xoxd-abc%2Fdef%3D1⟧',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are no words and no beginnings', () => {
    const rows = [
      'xoxb tokens',
      'xoxb-',
      'xoxb-123456789',
      'xoxb-abcdefghijkl',
      'xoxz-2345678901',
      'axoxb-2345678901',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });
});

describe('webhooks', () => {
  const path = 'T04KQ81ZN/B06M2X7RTPA/q8Zr41mXw0Pk27Tc';

  it('of Slack are found with their scheme or without', () => {
    const rows = [
      `⟦slack-webhook|https://hooks.slack.com/services/${path}⟧/`,
      `⟦slack-webhook|HTTPS://hooks.slack.com/workflows/${path}⟧.`,
      `<⟦slack-webhook|https://hooks.slack.com/triggers/${path}⟧|x>`,
      `at ⟦slack-webhook|hooks.slack.com/services/${path}⟧`,
      `⟦slack-webhook|https://hooks.slack-gov.com/services/${path}⟧`,
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('of Discord and Teams are found', () => {
    const rows = [
      `⟦webhook|https://discord.com/api/webhooks/112233445566778899/q8Zr41mXw0Pk27Tc-_⟧`,
      `⟦webhook|discordapp.com/api/v10/webhooks/112233445566778899/q8Zr41mXw0Pk27Tc⟧`,
      `https://acme.⟦webhook|webhook.office.com/webhookb2/0a1b@2c3d/IncomingWebhook/4e5f/6071⟧`,
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are no other addresses of these hosts', () => {
    const rows = [
      'hooks.slack.com answered 503',
      'https://hooks.slack.com/',
      'https://hooks.slack.com/services/',
      'https://hooks.slack.com/services/T0/B0/x1',
      `https://hooks.slack.com/other/${path}`,
      `https://hooks.slackers.com/services/${path}`,
      'https://discord.com/channels/112233445566778899',
      'https://discord.com/api/webhooks/112233445566778899/',
      'https://discord.com/api/webhooks/1/q8Zr41mXw0Pk27Tc',
      'https://acme.webhook.office.com/webhookb2/short',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });
});
