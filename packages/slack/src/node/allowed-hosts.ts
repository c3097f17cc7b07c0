import { isIP } from 'node:net';
import { InvalidInputError } from '@localert/core';
import { readAddress } from '../endpoint.ts';
import { type AddressFault, AddressRefusedError } from '../request-errors.ts';
import { isLoopbackAddress } from './public-address.ts';

/**
 * Where Slack takes webhooks and calls of its Web API. Sources: Slack's "Sending messages using incoming webhooks" and
 * "Using the Slack Web API"; for GovSlack, which runs on a domain of its own, "Get started using GovSlack".
 */
export const SLACK_HOSTS: readonly string[] = [
  'hooks.slack.com',
  'slack.com',
  'hooks.slack-gov.com',
  'slack-gov.com',
];

/** Which addresses may be called at all. */
export interface HostOptions {
  /**
   * Host names in lower case, each exact; `*.example.com` stands for every name below, not for `example.com` itself.
   * Default: {@link SLACK_HOSTS}.
   */
  readonly hosts?: readonly string[] | undefined;
  /** Default: 443 alone. */
  readonly ports?: readonly number[] | undefined;
  /**
   * For tests and demos only: takes this machine for allowed too, by `http` or `https` to `localhost`, `127.*` and
   * `[::1]` on any port, and where a name of `hosts` leads to it. Default: false.
   */
  readonly allowLoopback?: boolean | undefined;
}

/** An address that may be called, in parts. */
export interface Target {
  /** A name or, for loopback, a number without brackets. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** What the Host header says. */
  readonly authority: string;
  /** Path and query. */
  readonly path: string;
}

/** A name of at least two labels, the last no number. */
const NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function checkOptions(hosts: readonly string[], ports: readonly number[]): void {
  const issues = [
    ...hosts.flatMap((host, index) =>
      NAME.test(host.startsWith('*.') ? host.slice(2) : host)
        ? []
        : [{ path: `hosts.${index}`, message: 'a host name in lower case, or "*." before one; no number' }],
    ),
    ...ports.flatMap((port, index) =>
      Number.isInteger(port) && port > 0 && port < 65_536
        ? []
        : [{ path: `ports.${index}`, message: 'a whole number from 1 to 65535' }],
    ),
  ];
  if (issues.length > 0) throw new InvalidInputError({ what: 'allow-list of hosts', issues });
}

/** Takes an address apart, or refuses it. @throws LOCALERT_ADDRESS_REFUSED */
export type TargetOf = (address: string) => Target;

/**
 * The check of an address before anything is looked up or sent.
 *
 * @throws LOCALERT_INVALID_INPUT for a host or a port that is none
 */
export function allowedHosts(options: HostOptions): TargetOf {
  const { hosts = SLACK_HOSTS, ports = [443], allowLoopback = false } = options;
  checkOptions(hosts, ports);
  const exact = new Set(hosts.filter((host) => !host.startsWith('*.')));
  const suffixes = hosts.filter((host) => host.startsWith('*.')).map((host) => host.slice(1));
  const isListed = (host: string) =>
    exact.has(host) || (NAME.test(host) && suffixes.some((suffix) => host.endsWith(suffix)));

  const faultOf = (url: URL, host: string, port: number): AddressFault | undefined => {
    if (url.username !== '' || url.password !== '') return 'user-info';
    const isHttp = url.protocol === 'http:';
    if (!isHttp && url.protocol !== 'https:') return 'scheme';
    if (allowLoopback && (host === 'localhost' || isLoopbackAddress(host))) return undefined;
    if (isHttp) return 'scheme';
    if (isIP(host) !== 0) return 'ip-literal';
    if (!isListed(host)) return 'host';
    return ports.includes(port) ? undefined : 'port';
  };

  return (address) => {
    const read = readAddress(address);
    if (read === undefined) throw new AddressRefusedError({ reason: 'unreadable' });
    const { url } = read;
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
    const reason = faultOf(url, host, port) ?? (read.plain ? undefined : 'spelling');
    if (reason !== undefined) throw new AddressRefusedError({ reason });
    return { host, port, secure, authority: url.host, path: url.pathname + url.search };
  };
}
