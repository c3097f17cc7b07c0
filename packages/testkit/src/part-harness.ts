import type { TestApi } from './test-api.ts';

/** A part of a store under test, with or without its store. */
export interface PartConformanceOptions<Part> {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a new, empty one; it is called once for each test. */
  readonly create: () => Part | Promise<Part>;
  /**
   * Opens another one over the same data as the given one, which may still be open or closed already.
   * Leave it out when the data is gone with it.
   */
  readonly reopen?: ((part: Part) => Part | Promise<Part>) | undefined;
  /** Ends what `create` or `reopen` made. */
  readonly close?: ((part: Part) => Promise<void>) | undefined;
}

/** What the tests of a part share. */
export interface PartHarness<Part> {
  readonly test: TestApi;
  readonly options: PartConformanceOptions<Part>;
  readonly close: (part: Part) => Promise<void>;
  /** Makes a test's body from one that gets a new part, which is closed whatever happens. */
  readonly withPart: (body: (part: Part) => Promise<void>) => () => Promise<void>;
  /** The same with two hands on one set of data; both are one where it cannot be opened twice. */
  readonly withHands: (
    body: (part: Part, hand: (index: number) => Part) => Promise<void>,
  ) => () => Promise<void>;
}

export function partHarness<Part>(test: TestApi, options: PartConformanceOptions<Part>): PartHarness<Part> {
  const close = async (part: Part) => options.close?.(part);
  const withPart = (body: (part: Part) => Promise<void>) => async () => {
    const part = await options.create();
    try {
      await body(part);
    } finally {
      await close(part);
    }
  };
  return {
    test,
    options,
    close,
    withPart,
    withHands: (body) =>
      withPart(async (part) => {
        const second = options.reopen ? await options.reopen(part) : part;
        try {
          await body(part, (index) => (index % 2 === 0 ? part : second));
        } finally {
          if (second !== part) await close(second);
        }
      }),
  };
}
