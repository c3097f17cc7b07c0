import { type Answer, type Asked, isRecord, pretend, startDouble, unknownFields } from './double.ts';

/** Fields of POST /v2/translate as JSON (DeepL's OpenAPI document 3.5.0). */
const FIELDS = [
  'text',
  'source_lang',
  'target_lang',
  'context',
  'show_billed_characters',
  'split_sentences',
  'preserve_formatting',
  'formality',
  'model_type',
  'glossary_id',
  'tag_handling',
  'outline_detection',
  'non_splitting_tags',
  'splitting_tags',
  'ignore_tags',
];

const TARGETS =
  'AR BG CS DA DE EL EN EN-GB EN-US ES ES-419 ET FI FR HE HU ID IT JA KO LT LV NB NL PL PT PT-BR PT-PT RO RU SK SL SV TH TR UK VI ZH ZH-HANS ZH-HANT'.split(
    ' ',
  );
const FORMAL = 'DE FR IT ES ES-419 NL PL PT-BR PT-PT JA RU'.split(' ');

const refuse = (message: string, status = 400): Answer => ({ status, body: { message } });

/** Whether a text can be read as XML: tags end, and every & begins an entity. */
const isXml = (text: string): boolean =>
  /^(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+);|<[a-z]+(?: [a-z]+="[^"<]*")*\/?>|<\/[a-z]+>)*$/u.test(text);

const isIn = (value: unknown, list: readonly string[]): boolean =>
  value === undefined || (typeof value === 'string' && list.includes(value));

function optionFault(body: Record<string, unknown>): string | undefined {
  const { source_lang, target_lang, formality, glossary_id } = body;
  if (!isIn(source_lang, TARGETS) || String(source_lang).includes('-'))
    return 'Value for source_lang not supported.';
  if (typeof target_lang !== 'string' || !TARGETS.includes(target_lang))
    return 'Value for target_lang not supported.';
  if (!isIn(formality, ['default', 'more', 'less', 'prefer_more', 'prefer_less'])) return 'Bad formality.';
  if (/^(?:more|less)$/.test(String(formality)) && !FORMAL.includes(target_lang))
    return 'formality is not supported for it';
  if (glossary_id !== undefined && source_lang === undefined) return 'glossary_id needs source_lang';
  if (!isIn(body['tag_handling'], ['xml', 'html'])) return 'Bad tag_handling.';
  if (!isIn(body['split_sentences'], ['0', '1', 'nonewlines'])) return 'Bad split_sentences.';
  return undefined;
}

/** DeepL's text translation. Tags that are empty come back with an end tag, as XML libraries write them. */
export function startDeepLDouble(key: string) {
  return startDouble(({ method, path, headers, body, text: raw }: Asked): Answer => {
    if (headers.authorization !== `DeepL-Auth-Key ${key}`) return refuse('Forbidden', 403);
    if (method !== 'POST' || path !== '/v2/translate') return refuse('Not found', 404);
    if (headers['content-type'] !== 'application/json' || !isRecord(body))
      return refuse('Unsupported media', 415);
    if (Buffer.byteLength(raw) > 131_072) return refuse('Request too large', 413);
    const unknown = unknownFields(body, FIELDS);
    if (unknown.length > 0) return refuse(`Unknown field ${unknown.join()}`);
    const { text, source_lang } = body;
    if (!Array.isArray(text) || text.length === 0 || text.length > 50) return refuse('text: 1 to 50');
    const fault = optionFault(body);
    if (fault !== undefined) return refuse(fault);
    if (!text.every((one) => typeof one === 'string' && isXml(one))) return refuse('Tag handling: not XML');
    return {
      status: 200,
      body: {
        translations: (text as string[]).map((one) => ({
          detected_source_language: source_lang ?? 'EN',
          text: pretend(one).replaceAll(/<x id="(\d+)"\/>/g, '<x id="$1"></x>'),
          ...(body['show_billed_characters'] === true ? { billed_characters: one.length } : {}),
        })),
      },
    };
  });
}
