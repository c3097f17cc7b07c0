import type { TranslatorFetch } from '../src/index.ts';
import { BODY_CANARY, type DoubleFault } from './double.ts';

/** A fetch in front of a real service, which cannot be made to fail itself. */
export interface FaultyFetch {
  readonly fetch: TranslatorFetch;
  fault: DoubleFault | undefined;
}

const json = (status: number, headers: Record<string, string> = {}) =>
  Response.json({ explanation: BODY_CANARY }, { status, headers });

const cut = () =>
  new Response(
    new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('terminated'));
      },
    }),
  );

const ANSWERS: Readonly<Record<Exclude<DoubleFault, 'hang'>, () => Response>> = {
  unauthorized: () => json(401),
  'too-many-requests': () => json(429, { 'retry-after': '7' }),
  'server-error': () => json(500),
  cut,
  'not-json': () => new Response(`<html>${BODY_CANARY}</html>`),
  'wrong-json': () => json(200),
};

/** Makes one that passes everything on until it is told otherwise. */
export function faultyFetch(): FaultyFetch {
  const faulty: FaultyFetch = {
    fault: undefined,
    fetch: (url, init) => {
      if (faulty.fault === undefined) return fetch(url, init);
      return faulty.fault === 'hang'
        ? new Promise(() => undefined)
        : Promise.resolve(ANSWERS[faulty.fault]());
    },
  };
  return faulty;
}
