import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * IPv4 addresses that are not one host's on the public internet. Source: IANA IPv4 Special-Purpose Address Registry,
 * with multicast (RFC 5771). Entries that the registry calls reachable (AS112, AMT) are infrastructure, never Slack.
 */
const NOT_PUBLIC_V4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by carriers; also a cloud's metadata
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // a public number that Azure answers inside of every machine: its host's services
  ['169.254.0.0', 16], // link-local; the metadata of most clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // AMT
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/**
 * IPv6 addresses that are not one host's on the public internet: all but 2000::/3, which is what IANA gives out, and
 * the special blocks within. Source: IANA IPv6 Special-Purpose Address Registry; RFC 4291 section 2.4.
 *
 * Outside of 2000::/3 lie unspecified and loopback, v4-mapped `::ffff:0:0/96` and v4-compatible `::/96`, NAT64
 * `64:ff9b::/96` and `64:ff9b:1::/48`, discard `100::/64`, SRv6 `5f00::/16`, ULA `fc00::/7`, link-local `fe80::/10`,
 * site-local `fec0::/10` and multicast `ff00::/8`.
 */
const NOT_PUBLIC_V6: readonly (readonly [network: string, prefix: number])[] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23], // protocol assignments: Teredo, benchmarks, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: an IPv4 address in disguise
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
];

// Two lists: one alone would look IPv4 addresses up as v4-mapped ones among the IPv6 blocks.
const refusedV4 = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_V4) refusedV4.addSubnet(network, prefix, 'ipv4');
const refusedV6 = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_V6) refusedV6.addSubnet(network, prefix, 'ipv6');

/** This machine by its own numbers, no others that lead to it. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'));
}

/**
 * Whether an address, as a resolver writes it, is one host's on the public internet. What cannot be read, or names a
 * zone (`fe80::1%eth0`), is not.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refusedV4.check(address, 'ipv4');
  return isIPv6(address) && !address.includes('%') && !refusedV6.check(address, 'ipv6');
}
