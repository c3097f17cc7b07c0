import type { KekProvider, KeyContext, NewKey, WrappedKey } from '@localert/core';
import type { TestApi } from './test-api.ts';

/** The key provider under test. */
export interface KekConformanceOptions {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a provider with one version of its key; it is called once for each test. */
  readonly create: () => KekProvider | Promise<KekProvider>;
  /** Gives the provider a new current version. Without it what needs two versions is skipped. */
  readonly rotate?: ((provider: KekProvider) => void | Promise<void>) | undefined;
  /** Makes every later call of the provider fail, as when it cannot be reached. */
  readonly breakDown?: ((provider: KekProvider) => void | Promise<void>) | undefined;
  /** Texts that no fault may show: tokens, addresses, keys. */
  readonly canaries?: readonly string[] | undefined;
  /** Called once a test is over. */
  readonly close?: ((provider: KekProvider) => void | Promise<void>) | undefined;
}

/** What the parts of the suite share. */
export interface KekHarness {
  readonly test: TestApi;
  readonly options: KekConformanceOptions;
  /** The body of a test that is given a provider. */
  readonly withKek: (body: (kek: KekProvider) => Promise<void>) => () => Promise<void>;
}

/** Makes the tools of a suite. */
export const kekHarness = (test: TestApi, options: KekConformanceOptions): KekHarness => ({
  test,
  options,
  withKek: (body) => async () => {
    const provider = await options.create();
    try {
      await body(provider);
    } finally {
      await options.close?.(provider);
    }
  },
});

export const CONTEXT: KeyContext = { tenant: 'acme', purpose: 'dek/1' };

/** What of a new key is stored. */
export const stored = ({ wrapped, kek }: NewKey): WrappedKey => ({ wrapped, kek });

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
