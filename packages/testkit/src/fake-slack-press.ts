import { createHmac } from 'node:crypto';
import type { Json } from './fake-slack-workspace.ts';

/** A button that a person presses. */
export interface Press {
  /** Slack's signing secret of the app. */
  readonly signingSecret: string;
  readonly channel: string;
  /** The message's `ts`. */
  readonly ts: string;
  /** Default: of the first button in the message. */
  readonly actionId?: string | undefined;
  /** Default: of that button. */
  readonly value?: string | undefined;
  /** Default `U0PRESSER`. */
  readonly user?: string | undefined;
  /** Default `T0`. */
  readonly team?: string | undefined;
  /** Epoch milliseconds; default the fake's clock. */
  readonly at?: number | undefined;
}

/** A request as Slack makes it: post it, or hand it to the code under test. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Form-encoded, with the interaction as JSON under `payload`. */
  readonly body: string;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every button of a message, in its order. */
function buttonsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (!isObject(value)) return [];
  return value['type'] === 'button' ? [value] : Object.values(value).flatMap(buttonsIn);
}

/** Signs a body. Source: Slack's "Verifying requests from Slack", version v0. */
export function signRequest(body: string, signingSecret: string, at: number): SignedRequest {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  };
}

/** The `block_actions` that Slack sends when somebody presses a button. Source: Slack's "block_actions payload". */
export function pressedRequest(press: Press, message: Json, responseUrl: string, now: number): SignedRequest {
  const { channel, ts, team = 'T0', user = 'U0PRESSER', at = now } = press;
  const buttons = buttonsIn([message['blocks'], message['attachments']]);
  const button = buttons.find(({ action_id: id }) => press.actionId === undefined || id === press.actionId);
  const value = press.value ?? button?.['value'];
  const action = {
    type: 'button',
    action_id: press.actionId ?? button?.['action_id'] ?? 'fake',
    block_id: 'fake',
    text: button?.['text'] ?? { type: 'plain_text', text: '', emoji: true },
    ...(value === undefined ? {} : { value }),
    action_ts: `${Math.floor(at / 1000)}.000001`,
  };
  const payload = {
    type: 'block_actions',
    team: { id: team, domain: 'fake' },
    user: { id: user, username: 'presser', name: 'presser', team_id: team },
    api_app_id: 'A0',
    token: 'fake-verification-token',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    trigger_id: 'fake.trigger',
    channel: { id: channel, name: 'fake' },
    message: { type: 'message', ts, ...message },
    response_url: responseUrl,
    actions: [action],
  };
  return signRequest(
    new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    press.signingSecret,
    at,
  );
}
