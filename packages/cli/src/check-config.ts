import type { LocalertConfig } from './config.ts';
import { ConfigInvalidError } from './errors.ts';
import { nearest } from './nearest.ts';

type Kind = 'function' | 'list' | 'text' | 'object' | 'object or function';

const KINDS: Readonly<Record<keyof LocalertConfig, Kind>> = {
  store: 'function',
  storage: 'function',
  pause: 'function',
  fixtures: 'object or function',
  catalogues: 'list',
  tenant: 'text',
  tenants: 'list',
  roles: 'list',
  functions: 'object',
  manager: 'function',
  keys: 'function',
  audit: 'function',
  localizer: 'function',
  locales: 'list',
  prices: 'object',
  migrations: 'function',
  types: 'text',
  checks: 'list',
  slack: 'object',
};

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const FITS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  function: (value) => typeof value === 'function',
  list: Array.isArray,
  text: (value) => typeof value === 'string' && value !== '',
  object: isObject,
  'object or function': (value) => isObject(value) || typeof value === 'function',
};

/** Holds what a config file exports to the shape of a config. @throws LOCALERT_CLI_CONFIG_INVALID */
export function checkConfig(value: unknown, file: string): LocalertConfig {
  const refuse = (problem: string): never => {
    throw new ConfigInvalidError({ file, problem });
  };
  if (!isObject(value))
    refuse('it has no default export that is an object; write "export default defineConfig({ … })".');
  for (const [key, one] of Object.entries(value as object)) {
    const kind = Object.hasOwn(KINDS, key) ? KINDS[key as keyof LocalertConfig] : undefined;
    if (kind === undefined) {
      const close = nearest(key, Object.keys(KINDS));
      refuse(`"${key}" is no setting${close === undefined ? '' : `; did you mean "${close}"?`}.`);
    } else if (one !== undefined && !FITS[kind](one)) {
      refuse(`"${key}" is not of the kind it should be: ${kind}.`);
    }
  }
  return value as LocalertConfig;
}
