import { type Secret, type TenantId, type TenantScope, tenantIdFault } from '@localert/core';
import { ACKNOWLEDGE_ACTION } from '../acknowledge-button.ts';
import { bytesOf, hmacKeys } from './hmac.ts';
import type { BlockActions, SlackInteraction } from './interaction.ts';

/** An alert that somebody acknowledges. */
export interface AcknowledgedAlert {
  readonly tenant: TenantId;
  /** The alert's id. */
  readonly alert: string;
}

/** A press of an acknowledgement button. */
export interface Acknowledgement extends AcknowledgedAlert {
  /** Where and by whom it was pressed. */
  readonly press: BlockActions;
}

/** Makes and reads what acknowledgement buttons refer to. */
export interface Acknowledgements {
  /** A reference to an alert of the tenant, for a button's value. */
  valueFor(scope: TenantScope, alert: string): Promise<string>;
  /** The alert that a value refers to; `undefined` for a value that was not made here. */
  read(value: unknown): Promise<AcknowledgedAlert | undefined>;
  /** The acknowledgement in an interaction; `undefined` when it is another, or refers to nothing. */
  readPress(interaction: SlackInteraction): Promise<Acknowledgement | undefined>;
}

/** How references are signed. */
export interface AcknowledgementOptions {
  /**
   * Secrets of the host's own, 32 characters at least, none of Slack's: the first signs, all are taken, so that one can
   * take the place of another.
   */
  readonly secrets: readonly Secret[];
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    // One spelling for one signature, so that a value can be compared.
    return toBase64Url(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

const VALUE = /^a1\.([a-z0-9_-]{1,200})\.([A-Za-z0-9-]{1,100})\.([A-Za-z0-9_-]{43})$/;

/** What is signed: with its purpose, so that a signature made for anything else is none here. */
const signedText = (tenant: string, alert: string) =>
  bytesOf(`localert.acknowledge/1\n${tenant.length}:${tenant}\n${alert.length}:${alert}`);

/**
 * Makes the references of acknowledgement buttons. A button's value comes back from Slack as the message had it, and
 * messages are written by tenants; so the value is signed for one tenant and one alert (HMAC-SHA256), and whoever writes
 * another tenant's id into it has no signature for that. It names the tenant and the alert in plain text: members of the
 * channel can read both. It says which alert is meant, not that whoever pressed may acknowledge it: that is the host's to
 * ask, by the user and the workspace of the press.
 *
 * @throws LOCALERT_INVALID_INPUT for no secret, or one that is too short
 *
 * @example
 * ```ts
 * import { secret, tenantScope } from '@localert/core';
 * import { slackWebApi } from '@localert/slack';
 * import { createAcknowledgements } from '@localert/slack/interactive';
 *
 * const acknowledge = createAcknowledgements({ secrets: [secret('a text of at least thirty-two characters')] });
 * const transport = slackWebApi({ tokenFor: () => secret('xoxb-…'), acknowledge });
 * const value = await acknowledge.valueFor(tenantScope({ tenant: 'acme', actor: 'svc:x' }), 'an-alert');
 * console.log(await acknowledge.read(value)); // { tenant: 'acme', alert: 'an-alert' }
 * ```
 */
export function createAcknowledgements({ secrets }: AcknowledgementOptions): Acknowledgements {
  const keys = hmacKeys(secrets, 32);
  const read = async (value: unknown): Promise<AcknowledgedAlert | undefined> => {
    const [, tenant, alert, mac] = typeof value === 'string' ? (VALUE.exec(value) ?? []) : [];
    if (tenant === undefined || alert === undefined || mac === undefined) return undefined;
    const signature = fromBase64Url(mac);
    if (signature === undefined || !(await keys.verify(signedText(tenant, alert), signature)))
      return undefined;
    return tenantIdFault(tenant) === undefined ? { tenant, alert } : undefined;
  };
  return {
    async valueFor({ tenant }, alert) {
      const mac = await keys.sign(signedText(tenant, alert));
      return `a1.${tenant}.${alert}.${toBase64Url(mac)}`;
    },
    read,
    async readPress(interaction) {
      if (interaction.type !== 'block_actions') return undefined;
      const action = interaction.actions.find(({ id }) => id === ACKNOWLEDGE_ACTION);
      const alert = await read(action?.value);
      return alert && { ...alert, press: interaction };
    },
  };
}
