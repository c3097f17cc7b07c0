import { type BuildResult, build } from 'esbuild';
import { root } from './shell.ts';

type Bundle = BuildResult<{ write: false; metafile: true }>;

/**
 * Bundles packages for a browser, straight from their sources. Fails where anything of Node is reached: for
 * that platform esbuild resolves no built-in module.
 */
export function browserBundle(source: string, options: { readonly minify?: boolean } = {}): Promise<Bundle> {
  return build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['@localert/source'],
    minify: options.minify ?? false,
    logLevel: 'silent',
  });
}
