import { describe, expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';

describe('IPv4 addresses', () => {
  it('are found up to their limits and beside signs', () => {
    const rows = [
      'from ⟦ipv4|20¦3.0.113.42⟧.',
      '⟦ipv4|1.0.0.0⟧ ⟦ipv4|223.255.255.255⟧',
      'peer=⟦ipv4|10.0.0.8⟧:51514->⟦ipv4|192.168.255.255⟧:443',
      '⟦ipv4|192.0.2.0⟧/24',
      'ip-⟦ipv4|10.0.0.8⟧ down, host-1/⟦ipv4|10.0.0.8⟧ up',
      'localhost/⟦ipv4|10.0.0.8⟧',
      'アドレス⟦ipv4|198.51.100.7⟧から',
      '["⟦ipv4|198.51.100.7⟧"]',
      'nginx ⟦ipv4|10.0.0.4⟧ is down',
      'nginx-1 | ⟦ipv4|198.51.100.7⟧ - - GET',
      'version check from ⟦ipv4|198.51.100.7⟧',
      'updated the host ⟦ipv4|10.1.2.3⟧',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('name a machine: not this network, loopback, multicast or masks', () => {
    const rows = ['0.0.0.0', '127.0.0.1', '224.0.0.1', '239.255.255.250', '255.255.255.0'];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are none with parts too large, too many, too few or led by zero', () => {
    const rows = [
      '256.1.1.1',
      '1.256.1.1',
      '1.1.1.256',
      '1.1.1.1000',
      '1.2.3',
      '1.2.3.',
      '1.2.3.4.5',
      'x.1.2.3.4',
      '01.2.3.4',
      '1.02.3.4',
      '1.2.3.4_5',
      'a_1.2.3.4',
      '1.2.3.4x',
      '1.2.3.4.example',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });
});

describe('versions that look like addresses', () => {
  it.each([
    'v1.2.3.4',
    'version 1.2.3.4',
    'Version: 1.2.3.4',
    '1.2.3.4-beta',
    '1.2.3.4+7f3a',
    '^1.2.3.4 ~1.2.3.4 >=1.2.3.4 ==1.2.3.4 !=1.2.3.4',
    'Chrome/131.0.6778.204',
    'Chrome 131.0.6778.204 users',
    '.NET 8.0.11.2 runtime',
    'terraform 1.9.8.0 plan',
    'PostgreSQL 17.2.0.1 recovered',
    'build 20.1.2.3',
    'firmware 10.2.3.4 on 18 access points',
    'upgraded nginx to 1.27.4.0',
    'Upgrade of nginx from 1.27.3.1 to 1.27.4.0',
    'versions 1.2.3.4, 1.2.3.5 and 1.2.3.6',
    'upgraded 12 hosts to 1.2.3.4',
    'version 1.27.3.1 → 1.27.4.0 -> 1.27.5.0',
    'バージョン1.27.3.1から1.27.4.0へ',
    '版本1.2.3.4',
    'Fassung 7.12.0.3',
  ])('%s', (text) => {
    expect(wrongIn([text])).toEqual([]);
  });

  it('do not hide the addresses beside them', () => {
    const rows = [
      'version 1.2.3.4 on ⟦ipv4|198.51.100.7⟧',
      'upgraded nginx to 1.2.3.4, blocked ⟦ipv4|198.51.100.7⟧',
      'from ⟦ipv4|198.51.100.7⟧ to ⟦ipv4|198.51.100.8⟧',
      'upgraded ⟦ipv4|10.1.2.3⟧ and ⟦ipv4|172.16.0.1⟧ and ⟦ipv4|192.168.0.1⟧',
      'ip=⟦ipv4|198.51.100.7⟧ version=1.2.3.4',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are forgotten with their text', () => {
    expect(wrongIn(['version 1.2.3.4', ' to ⟦ipv4|198.51.100.7⟧'])).toEqual([]);
  });
});
