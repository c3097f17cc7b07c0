import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request to a double was. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The body as it came. */
  readonly text: string;
  /** The body as JSON, or as a form's fields. */
  readonly body: unknown;
}

/** What a double answers. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What a double does instead of answering; see the faults of the conformance suite. */
export type DoubleFault =
  | 'unauthorized'
  | 'too-many-requests'
  | 'server-error'
  | 'hang'
  | 'cut'
  | 'not-json'
  | 'wrong-json';

/** A service on this machine that is as strict as its published API. */
export interface Double extends AsyncDisposable {
  readonly url: string;
  /** Every request, in order. */
  readonly asked: readonly Asked[];
  /** From now on each request meets this. */
  fault: DoubleFault | undefined;
  /** Answers of the tests' own, taken in turn before anything else. */
  readonly next: Answer[];
}

/** A text that stands in every body of an error, as services quote what they were sent. */
export const BODY_CANARY = 'body-canary-5417';

const isForm = (type: string): boolean => type.startsWith('application/x-www-form-urlencoded');

function bodyOf(type: string, text: string): unknown {
  if (isForm(type)) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes JSON, except for text, which goes out as it is. */
function send(
  response: ServerResponse,
  { status, body }: Answer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function misbehave(fault: DoubleFault, response: ServerResponse): void {
  const error = { error: { message: BODY_CANARY }, message: BODY_CANARY };
  if (fault === 'unauthorized') send(response, { status: 401, body: error });
  else if (fault === 'too-many-requests')
    send(response, { status: 429, body: error }, { 'retry-after': '7' });
  else if (fault === 'server-error') send(response, { status: 500, body: error });
  else if (fault === 'not-json') send(response, { status: 200, body: `<html>${BODY_CANARY}</html>` });
  else if (fault === 'wrong-json') send(response, { status: 200, body: { [BODY_CANARY]: [1] } });
  else if (fault === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"translations":[{"text":"Ha', () => response.destroy());
  }
}

/** Starts a double on a port of its own. `answer` gets what was asked and says what the service would. */
export async function startDouble(answer: (asked: Asked) => Answer): Promise<Double> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, text, body: bodyOf(headers['content-type'] ?? '', text) };
      asked.push(one);
      const next = double.next.shift();
      if (next !== undefined) send(response, next);
      else if (double.fault !== undefined) misbehave(double.fault, response);
      else send(response, answer(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const double: Double = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    fault: undefined,
    next: [],
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return double;
}

/** Fields that a published API does not have. */
export const unknownFields = (body: object, known: readonly string[]): string[] =>
  Object.keys(body).filter((key) => !known.includes(key));

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Words turned into other words of the same number, for a language that nobody speaks; tags and entities stay. */
export const pretend = (text: string): string =>
  text.replaceAll(/<[^>]*>|&[a-z#0-9]+;|\p{L}+/giu, (part) =>
    /^[<&]/.test(part) || /^[A-Z]{1,3}$/.test(part) ? part : `${part.toLowerCase()}o`,
  );
