import { join } from 'node:path';
import { publicPackages } from '../scripts/workspace.ts';

/** One public entry point: what users import, and the absolute path of its source. */
export interface ReferenceModule {
  readonly specifier: string;
  readonly source: string;
}

/** The entry points of all public packages, in the order in which the reference lists them. */
export const referenceModules: readonly ReferenceModule[] = publicPackages().flatMap(({ path, manifest }) =>
  Object.entries(manifest.exports ?? {}).flatMap(([key, target]) => {
    const source = typeof target === 'object' ? target['@localert/source'] : undefined;
    const specifier = manifest.name + key.slice(1);
    return source ? [{ specifier, source: join(path, source) }] : [];
  }),
);
