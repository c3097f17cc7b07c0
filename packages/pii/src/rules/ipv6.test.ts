import { expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';

it('finds every short form', () => {
  const rows = [
    'from ⟦ipv6|20¦01:db8:85a3:0:0:8a2e:370:7334⟧.',
    '⟦ipv6|2001:db8::1⟧ ⟦ipv6|2001:DB8::A⟧ ⟦ipv6|2001:db8::⟧',
    '⟦ipv6|2001:db8:1:2:3:4:5::⟧',
    '[⟦ipv6|2a01:4f8:c17:b0f::2⟧]:8443',
    '⟦ipv6|fe80::9a:3ff:fe21:77d0%eth0⟧ is down',
    '⟦ipv6|fd12:3456:789a:1::1⟧/64',
    '⟦ipv6|::ffff:192.0.2.128⟧ and ⟦ipv6|64:ff9b::192.0.2.33⟧',
    '⟦ipv6|0:0:0:0:0:ffff:192.0.2.1⟧',
    'src:⟦ipv6|2001:db8::1⟧',
    'at ⟦ipv6|2001:db8::1⟧: refused',
    '⟦ipv6|3fff:ffff::1⟧ ⟦ipv6|febf::1⟧',
  ];
  expect(wrongIn(rows)).toEqual([]);
});

it('lets times, MAC addresses, code and what is near be', () => {
  const rows = [
    'at 12:34:56 and 12:34:56:78',
    '00:1a:2b:3c:4d:5e',
    '00:1a:2b:3c:4d:5e:6f:70',
    'a::b::c std::vector dead::beef',
    'c::d',
    '::1 and ::',
    '2001:db8',
    '2001:db8:1:2:3:4:5',
    '2001:db8:1:2:3:4:5:6:7',
    '2001:db8:1:2:3:4:5:6::',
    '2001:db8::1::2',
    '2001:db8::12345',
    '2001:db8::1g',
    '2001:db8::1_x',
    '2001:db8::999.0.2.1',
    'x2001:db8::1',
    '1fff::1 4000::1 fbff::1 fe7f::1 ff02::1',
    '.2001:db8::1',
  ];
  expect(wrongIn(rows)).toEqual([]);
});

it('takes a sign after an address for the sentence’s', () => {
  expect(wrongIn(['⟦ipv6|2001:db8::1⟧%', '⟦ipv6|2001:db8::1⟧, ⟦ipv6|2001:db8::2⟧'])).toEqual([]);
});
