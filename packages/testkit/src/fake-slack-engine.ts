import { type FakeFault, type FaultRequest, faultQueue } from './fake-slack-faults.ts';
import {
  type Answer,
  type FakeMessage,
  type Json,
  textAnswer,
  type WorkspaceOptions,
  workspace,
} from './fake-slack-workspace.ts';

/** One request and what became of it. */
export interface FakeRequest extends FaultRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The fault that was played, if one was. */
  readonly fault?: FakeFault['kind'] | undefined;
  readonly accepted: boolean;
  /** Slack's code for the refusal, when the fake itself refused. */
  readonly code?: string | undefined;
}

/** How the fake behaves. */
export interface FakeSlackOptions extends WorkspaceOptions {
  /** Faults from the start, see `on`. */
  readonly faults?: readonly FakeFault[] | undefined;
  /** Seed of the draws for faults with a `share`; default 1. */
  readonly seed?: number | undefined;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number | undefined;
}

/** A request as it comes in. */
export interface EngineRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly authorization?: string | undefined;
  readonly body: string;
}

/** What the sender hears: an answer, one that breaks off inside of its body, or none. */
type Reaction =
  | {
      readonly how: 'answer' | 'broken';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly how: 'hang' }
  | { readonly how: 'cut' };

/** What to do with a request, by whichever way it came. */
export type Reply = Reaction & { readonly delayMs: number };

/** What was sent to a `response_url`. */
export interface FakeResponse {
  readonly at: number;
  readonly path: string;
  readonly payload: Json;
}

/** Whether the message was taken before the fault: an answer that says so is one, and so is a broken one. */
const accepts = (fault: FakeFault | undefined): boolean =>
  fault === undefined ||
  fault.kind === 'slow' ||
  fault.kind === 'cut-body' ||
  ('accept' in fault && fault.accept === true);

/** What the sender hears, in the way that the fault orders. */
function reaction(answer: Answer, fault: FakeFault | undefined, isApi: boolean): Reaction {
  const type = { 'content-type': answer.type };
  const send = (
    status: number,
    body: string,
    headers: Readonly<Record<string, string>> = type,
  ): Reaction => ({
    how: 'answer',
    status,
    headers,
    body,
  });
  switch (fault?.kind) {
    case 'rate-limit': {
      const wait = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      return send(429, isApi ? '{"ok":false,"error":"ratelimited"}' : 'rate_limited', { ...type, ...wait });
    }
    case 'error': {
      const body = isApi ? JSON.stringify({ ok: false, error: fault.code }) : fault.code;
      return send(fault.status ?? (isApi ? 200 : 400), body);
    }
    case 'status':
      return send(fault.status, fault.body ?? '', { ...type, ...fault.headers });
    case 'redirect':
      return send(302, '', { ...type, location: fault.to ?? '/services/T0/B0/elsewhere' });
    case 'garbage':
      return send(200, '<!doctype html><title>Sign in to the network</title>', {
        'content-type': 'text/html',
      });
    case 'cut':
    case 'hang':
      return { how: fault.kind };
    case 'cut-body':
      return { how: 'broken', status: 200, headers: type, body: '{"ok":' };
    default:
      return send(answer.status, answer.body, { ...type, ...answer.headers });
  }
}

function parsed(body: string): Json {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
}

/** Slack's rules, the faults and the log, without a way in. */
export function fakeEngine(options: FakeSlackOptions) {
  const { latencyMs = 0, faults = [], now = Date.now, lean = false } = options;
  const queue = faultQueue(faults, options.seed);
  const rules = workspace(options);
  const log: FakeRequest[] = [];
  const messages: FakeMessage[] = [];
  const responses: FakeResponse[] = [];

  const route = ({ method, path, authorization, body }: EngineRequest): Answer => {
    const hook = /^\/services\/(.+)$/.exec(path)?.[1];
    const call = /^\/api\/([\w.]+)$/.exec(path)?.[1];
    if (method !== 'POST') return textAnswer(405, 'method_not_allowed');
    if (hook !== undefined) return rules.webhook(hook, body);
    if (path.startsWith('/response/')) {
      responses.push({ at: now(), path, payload: parsed(body) });
      return { ...textAnswer(200, 'ok'), code: undefined };
    }
    return call === undefined ? textAnswer(404, 'not_found') : rules.api(call, authorization, body);
  };

  return {
    log,
    messages,
    responses,
    current: rules.current,
    on: queue.add,
    calm: queue.clear,
    handle(request: EngineRequest): Reply {
      const seen: FaultRequest = { path: request.path, body: request.body };
      const at = now();
      const fault = queue.take(seen);
      const taken = accepts(fault);
      const answer = taken ? route(request) : textAnswer(500, '');
      if (answer.message !== undefined) messages.push(answer.message);
      const accepted = answer.message !== undefined;
      log.push({
        path: seen.path,
        body: lean ? '' : seen.body,
        at,
        fault: fault?.kind,
        accepted,
        ...(taken && !accepted && answer.code !== undefined ? { code: answer.code } : {}),
      });
      const delayMs = latencyMs + (fault?.kind === 'slow' ? fault.ms : 0);
      return { delayMs, ...reaction(answer, fault, request.path.startsWith('/api/')) };
    },
  };
}
