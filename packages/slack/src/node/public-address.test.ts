import { expect, test } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** First and last address of each special block, and the neighbours just outside that belong to somebody. */
test.each([
  ['this network', '0.0.0.0', '0.255.255.255', [undefined, '1.0.0.0']],
  ['private 10', '10.0.0.0', '10.255.255.255', ['9.255.255.255', '11.0.0.0']],
  ['carriers', '100.64.0.0', '100.127.255.255', ['100.63.255.255', '100.128.0.0']],
  ['loopback', '127.0.0.0', '127.255.255.255', ['126.255.255.255', '128.0.0.0']],
  ['a host under Azure', '168.63.129.16', '168.63.129.16', ['168.63.129.15', '168.63.129.17']],
  ['link-local', '169.254.0.0', '169.254.255.255', ['169.253.255.255', '169.255.0.0']],
  ['private 172', '172.16.0.0', '172.31.255.255', ['172.15.255.255', '172.32.0.0']],
  ['protocols', '192.0.0.0', '192.0.0.255', ['191.255.255.255', '192.0.1.0']],
  ['documentation 1', '192.0.2.0', '192.0.2.255', ['192.0.1.255', '192.0.3.0']],
  ['AS112', '192.31.196.0', '192.31.196.255', ['192.31.195.255', '192.31.197.0']],
  ['AMT', '192.52.193.0', '192.52.193.255', ['192.52.192.255', '192.52.194.0']],
  ['6to4 relays', '192.88.99.0', '192.88.99.255', ['192.88.98.255', '192.88.100.0']],
  ['private 192', '192.168.0.0', '192.168.255.255', ['192.167.255.255', '192.169.0.0']],
  ['AS112 direct', '192.175.48.0', '192.175.48.255', ['192.175.47.255', '192.175.49.0']],
  ['benchmarks', '198.18.0.0', '198.19.255.255', ['198.17.255.255', '198.20.0.0']],
  ['documentation 2', '198.51.100.0', '198.51.100.255', ['198.51.99.255', '198.51.101.0']],
  ['documentation 3', '203.0.113.0', '203.0.113.255', ['203.0.112.255', '203.0.114.0']],
  ['multicast and reserved', '224.0.0.0', '255.255.255.255', ['223.255.255.255', undefined]],
  ['all below 2000::', '::', '1fff:ffff::', [undefined, '2000::']],
  ['protocols', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', ['2000:ffff::', '2001:200::']],
  ['documentation', '2001:db8::', '2001:db8:ffff::', ['2001:db7:ffff::', '2001:db9::']],
  ['6to4', '2002::', '2002:ffff::', ['2001:ffff::', '2003::']],
  ['AS112', '2620:4f:8000::', '2620:4f:8000:ffff::', ['2620:4f:7fff::', '2620:4f:8001::']],
  ['documentation, all above', '3fff::', '3fff:fff:ffff::', ['3ffe:ffff::', '3fff:1000::']],
  ['all above 2000::/3', '4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['3fff:ffff::', undefined]],
])(
  'attack 12: %s, %s to %s, is not public (guard: the lists of special blocks)',
  (_, first, last, [before, after]) => {
    expect(isPublicAddress(first)).toBe(false);
    expect(isPublicAddress(last)).toBe(false);
    if (before !== undefined) expect(isPublicAddress(before)).toBe(true);
    if (after !== undefined) expect(isPublicAddress(after)).toBe(true);
  },
);

test.each([
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['v4-mapped', '::ffff:10.0.0.1'],
  ['v4-mapped, hexadecimal', '::ffff:a9fe:a9fe'],
  ['v4-mapped of a public one', '::ffff:8.8.8.8'],
  ['v4-compatible', '::127.0.0.1'],
  ['NAT64', '64:ff9b::a9fe:a9fe'],
  ['NAT64 of a public one', '64:ff9b::8.8.8.8'],
  ['local NAT64', '64:ff9b:1::1'],
  ['discard', '100::1'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['6to4 of 10.0.0.1', '2002:a00:1::'],
  ['SRv6', '5f00::1'],
  ['ULA', 'fc00::1'],
  ["AWS's metadata", 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['a zone on a public one', '2606:4700::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['a name', 'hooks.slack.com'],
  ['octal', '0177.0.0.1'],
  ['short', '127.1'],
  ['one number', '2130706433'],
  ['nothing', ''],
])('attack 12: %s is not public: %s (guard: the lists of special blocks)', (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test('loopback is its own numbers, not what is mapped to them', () => {
  for (const address of ['127.0.0.1', '127.255.0.3', '::1']) expect(isLoopbackAddress(address)).toBe(true);
  for (const address of ['::ffff:127.0.0.1', '128.0.0.1', '127.1', 'localhost', '0.0.0.0', '']) {
    expect(isLoopbackAddress(address)).toBe(false);
  }
});
