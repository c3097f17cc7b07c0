import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AddressRefusedError } from '../request-errors.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** All addresses of a name, as numbers, the preferred one first. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** What the system says: its hosts file and its DNS. */
export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);

/**
 * The addresses of a host, each of them checked.
 *
 * @throws LOCALERT_ADDRESS_REFUSED if any is not on the public internet: a name that leads to two places, one of them
 *   inside, is an attack or a mistake, and choosing among them would be guessing
 */
export async function checkedAddresses(
  host: string,
  resolve: Resolve,
  allowLoopback: boolean,
): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  const isAllowed = (address: string) =>
    isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address));
  if (!addresses.every(isAllowed)) throw new AddressRefusedError({ reason: 'resolved-address' });
  if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  return addresses;
}
