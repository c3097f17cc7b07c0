import { relative } from 'node:path';

/** A file as messages name it: from the folder where the command runs. */
export const fileName = (cwd: string, path: string): string => relative(cwd, path) || path;
