import { PackageMissingError } from './errors.ts';

/** Loads a package that not every host has. @throws LOCALERT_CLI_PACKAGE_MISSING */
export async function optionalPackage<Module>(
  name: string,
  purpose: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new PackageMissingError({ package: name, purpose }, { cause: error });
  }
}
