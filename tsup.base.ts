import { defineConfig, type Options } from 'tsup';

/**
 * One build for every package: ESM only, declarations, no bundled dependency.
 * `removeNodeProtocol: false` because `node:sqlite` exists only under its prefix.
 */
export function packageBuild(entry: Record<string, string>, options: Options = {}) {
  return defineConfig({
    entry,
    format: ['esm'],
    target: 'es2023',
    platform: 'neutral',
    dts: true,
    sourcemap: true,
    clean: true,
    treeshake: true,
    splitting: true,
    removeNodeProtocol: false,
    ...options,
  });
}
