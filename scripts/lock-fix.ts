/**
 * `npm run lock:fix`: makes package-lock.json installable everywhere.
 *
 * A registry mirror may lack the packages that others need on other platforms. `npm install` then leaves
 * them out of the lock, and `npm ci` refuses the lock as incomplete. An optional stub for each is enough:
 * npm skips it where the platform differs, and fetches it by name and version where it fits.
 * Run it after every change of dependencies.
 */
import { missingOptionals, readLock, withStubs, writeLock } from './lock.ts';

const lock = readLock();
const missing = missingOptionals(lock);
if (missing.length > 0) writeLock(withStubs(lock));
console.log(`${missing.length} optional packages added to package-lock.json`);
