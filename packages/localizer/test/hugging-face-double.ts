import { type Answer, type Asked, isRecord, pretend, startDouble, unknownFields } from './double.ts';

const refuse = (error: string, status = 400): Answer => ({ status, body: { error } });

/** Hugging Face's inference for one translation model: POST /models/{model}. It knows plain text only. */
export function startHuggingFaceDouble(token: string, model: string) {
  return startDouble(({ method, path, headers, body }: Asked): Answer => {
    if (headers.authorization !== `Bearer ${token}`) return refuse('Invalid username or password.', 401);
    if (method !== 'POST' || path !== `/models/${model}`) return refuse('Model not found', 404);
    if (headers['content-type'] !== 'application/json' || !isRecord(body)) return refuse('no JSON', 415);
    const { inputs, parameters = {} } = body;
    if (unknownFields(body, ['inputs', 'parameters']).length > 0) return refuse('unknown field', 422);
    if (typeof inputs !== 'string' || !isRecord(parameters)) return refuse('inputs: a text', 422);
    const known = [
      'src_lang',
      'tgt_lang',
      'clean_up_tokenization_spaces',
      'truncation',
      'generate_parameters',
    ];
    if (unknownFields(parameters, known).length > 0) return refuse('unknown parameter', 422);
    // Tags are words to such a model: it would tear them up.
    const text = pretend(inputs.replaceAll(/[<>]/g, ' '));
    return { status: 200, body: [{ translation_text: text }] };
  });
}
