import { type Answer, type Asked, isRecord, pretend, startDouble, unknownFields } from './double.ts';

/** What the model behind the double is shown: the messages. It answers with text, or with a whole choice. */
export type DoubleModel = (messages: { system: string; user: string }) => string | Record<string, unknown>;

/** How the double behaves. */
export interface OpenAiDoubleOptions {
  readonly key?: string | undefined;
  readonly model?: DoubleModel | undefined;
  /** Forms of answers that it knows; others are refused with 400, as older servers do. */
  readonly forms?: readonly string[] | undefined;
  readonly withoutUsage?: boolean | undefined;
}

/** Fields of a chat completion that are in the published API and that an endpoint of this kind takes. */
const FIELDS = [
  'model',
  'messages',
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'response_format',
  'top_p',
  'stop',
  'seed',
  'user',
  'frequency_penalty',
  'presence_penalty',
  'reasoning_effort',
  'verbosity',
  'tools',
  'tool_choice',
];

/** A model that does what it is asked: translates each segment of the data. */
export const translatingModel: DoubleModel = ({ user }) => {
  const data = JSON.parse(user) as { segments: { id: string; text: string }[] };
  return JSON.stringify({ segments: data.segments.map(({ id, text }) => ({ id, text: pretend(text) })) });
};

const refuse = (message: string): Answer => ({
  status: 400,
  body: { error: { message, type: 'invalid_request_error', param: null, code: null } },
});

function formFault(format: unknown, forms: readonly string[]): string | undefined {
  if (format === undefined) return undefined;
  const type = isRecord(format) ? format['type'] : undefined;
  if (typeof type !== 'string' || !forms.includes(type)) return 'response_format is not supported';
  if (type !== 'json_schema') return undefined;
  const schema = isRecord(format) ? format['json_schema'] : undefined;
  if (!isRecord(schema) || typeof schema['name'] !== 'string' || !isRecord(schema['schema'])) {
    return 'json_schema needs a name and a schema';
  }
  const { properties, required, additionalProperties } = schema['schema'];
  const names = Object.keys(isRecord(properties) ? properties : {});
  const isStrict = additionalProperties === false && JSON.stringify(required) === JSON.stringify(names);
  return schema['strict'] === true && !isStrict ? 'a strict schema requires every property' : undefined;
}

/** A server of OpenAI's chat completions: POST /v1/chat/completions, nothing else. */
export function startOpenAiDouble(options: OpenAiDoubleOptions = {}) {
  const { key, model = translatingModel, forms = ['text', 'json_object', 'json_schema'] } = options;
  return startDouble(({ method, path, headers, body }: Asked): Answer => {
    if (key !== undefined && headers.authorization !== `Bearer ${key}` && headers['api-key'] !== key) {
      return { status: 401, body: { error: { message: 'Incorrect API key', code: 'invalid_api_key' } } };
    }
    if (method !== 'POST' || path !== '/v1/chat/completions')
      return { status: 404, body: { error: { message: 'no such path' } } };
    if (!headers['content-type']?.startsWith('application/json') || !isRecord(body)) return refuse('no JSON');
    const unknown = unknownFields(body, FIELDS);
    if (unknown.length > 0) return refuse(`Unrecognized request argument: ${unknown.join()}`);
    const { messages, temperature, max_tokens } = body;
    if (typeof body['model'] !== 'string' || !Array.isArray(messages)) return refuse('model and messages');
    if (temperature !== undefined && !(Number(temperature) >= 0 && Number(temperature) <= 2)) {
      return refuse('temperature');
    }
    if (max_tokens !== undefined && !(Number.isInteger(max_tokens) && Number(max_tokens) > 0)) {
      return refuse('max_tokens');
    }
    const fault = formFault(body['response_format'], forms);
    if (fault !== undefined) return refuse(fault);
    const textOf = (role: string) => {
      const found: unknown = messages.find((one: unknown) => isRecord(one) && one['role'] === role);
      return isRecord(found) && typeof found['content'] === 'string' ? found['content'] : '';
    };
    const said = model({ system: textOf('system'), user: textOf('user') });
    const choice =
      typeof said === 'string'
        ? { message: { role: 'assistant', content: said }, finish_reason: 'stop' }
        : said;
    const usage = { prompt_tokens: 321, completion_tokens: 45, total_tokens: 366 };
    return {
      status: 200,
      body: {
        id: 'chatcmpl-1',
        object: 'chat.completion',
        created: 1_700_000_000,
        model: 'double-1',
        choices: [{ index: 0, logprobs: null, ...choice }],
        ...(options.withoutUsage ? {} : { usage }),
      },
    };
  });
}
