import { defineError, type Secret, secret } from '@localert/core';
import { checkedEndpoint } from '../endpoint.ts';

/** What of an interaction could not be read. */
export const InteractionUnreadableError = defineError<'LOCALERT_INTERACTION_UNREADABLE', { place: string }>(
  'LOCALERT_INTERACTION_UNREADABLE',
  {
    message: ({ place }) =>
      `The interaction cannot be read (${place}). Hand over the verified body of a request to the app's interactivity address.`,
  },
);

/** A button that was pressed. */
export interface PressedAction {
  readonly id: string;
  readonly blockId?: string | undefined;
  /** As the message had it. Data: whoever wrote the message chose it. */
  readonly value?: string | undefined;
}

/** Somebody pressed a button of a message. Source: Slack's "block_actions payload". */
export interface BlockActions {
  readonly type: 'block_actions';
  /** `U…`: who pressed. */
  readonly user: string;
  /** `T…`: whose workspace it was. */
  readonly team?: string | undefined;
  readonly channel?: string | undefined;
  /** The `ts` of the message. */
  readonly ts?: string | undefined;
  /** The `ts` of the thread that it stands in. */
  readonly thread?: string | undefined;
  readonly actions: readonly PressedAction[];
  /** Lets whoever has it answer in the channel for half an hour. */
  readonly responseUrl?: Secret | undefined;
  /** Lets whoever has it open a window for three seconds. */
  readonly triggerId?: Secret | undefined;
}

/** Any other interaction: a window's, a shortcut's. */
export interface OtherInteraction {
  readonly type: 'other';
  /** Slack's name for it. */
  readonly name: string;
}

/** What people do with messages. */
export type SlackInteraction = BlockActions | OtherInteraction;

/** Largest body that is read, in characters. */
const MAX_LENGTH = 1_048_576;
/** Slack sends one action at a time; more than a message can have is none of its. */
const MAX_ACTIONS = 25;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuse = (place: string): never => {
  throw new InteractionUnreadableError({ place });
};

function member(from: unknown, name: string): unknown {
  return isObject(from) && Object.hasOwn(from, name) ? from[name] : undefined;
}

/** A text of a form, or nothing: what has another form was not written by Slack. */
function word(value: unknown, form: RegExp): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

const ID = /^[A-Z0-9]{1,64}$/;
const TS = /^\d{1,12}\.\d{1,9}$/;
const ANY_ID = /^.{1,255}$/su;
const VALUE = /^.{0,2000}$/su;

/** Leaves out what is not there. */
const present = <Value>(name: string, value: Value | undefined): object =>
  value === undefined ? {} : { [name]: value };

function actionOf(value: unknown, index: number): PressedAction {
  const id = word(member(value, 'action_id'), ANY_ID) ?? refuse(`actions.${index}.action_id`);
  return {
    id,
    ...present('blockId', word(member(value, 'block_id'), ANY_ID)),
    ...present('value', word(member(value, 'value'), VALUE)),
  };
}

function payloadOf(body: string): Json {
  if (body.length > MAX_LENGTH) refuse('size');
  const form = new URLSearchParams(body).getAll('payload');
  // Two of them: another reader could take the other one.
  if (form.length !== 1) refuse('payload');
  try {
    const payload: unknown = JSON.parse(form[0] ?? '');
    if (isObject(payload)) return payload;
  } catch {
    // As unreadable as one that is no object.
  }
  return refuse('payload');
}

const hidden = (value: string | undefined): Secret | undefined =>
  value === undefined ? undefined : secret(value);

/**
 * Reads what Slack posts to an app's interactivity address. Only of a body that `verifySlackRequest` gave: this looks at the
 * form, not at who sent it. Nothing of the body stands in an error.
 *
 * @param body - form-encoded, with JSON under `payload`
 * @throws LOCALERT_INTERACTION_UNREADABLE with the place
 */
export function parseInteraction(body: string): SlackInteraction {
  const payload = payloadOf(body);
  const type = word(payload['type'], /^[a-z_]{1,64}$/) ?? refuse('type');
  if (type !== 'block_actions') return { type: 'other', name: type };
  const { actions, user, team, channel, message, container } = payload;
  if (!Array.isArray(actions) || actions.length === 0 || actions.length > MAX_ACTIONS)
    return refuse('actions');
  return {
    type,
    user: word(member(user, 'id'), ID) ?? refuse('user.id'),
    ...present('team', word(member(team, 'id'), ID) ?? word(member(user, 'team_id'), ID)),
    ...present('channel', word(member(channel, 'id'), ID) ?? word(member(container, 'channel_id'), ID)),
    ...present('ts', word(member(container, 'message_ts'), TS) ?? word(member(message, 'ts'), TS)),
    ...present('thread', word(member(message, 'thread_ts'), TS)),
    actions: actions.map(actionOf),
    ...present('responseUrl', hidden(checkedEndpoint(payload['response_url']))),
    ...present('triggerId', hidden(word(payload['trigger_id'], /^[\x21-\x7e]{1,200}$/))),
  };
}
