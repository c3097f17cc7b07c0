import { type Answer, type Asked, isRecord, pretend, startDouble, unknownFields } from './double.ts';

const LANGUAGES = [
  { code: 'en', name: 'English', targets: ['de', 'en', 'es', 'zh-Hans'] },
  { code: 'es', name: 'Spanish', targets: ['en', 'es'] },
];

const refuse = (error: string, status = 400): Answer => ({ status, body: { error } });

const unescapeAll = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** LibreTranslate: GET /languages and POST /translate as JSON. Its answers come with their escapes taken off. */
export function startLibreTranslateDouble(key?: string) {
  return startDouble(({ method, path, headers, body }: Asked): Answer => {
    if (method === 'GET' && path === '/languages') return { status: 200, body: LANGUAGES };
    if (method !== 'POST' || path !== '/translate') return refuse('not found', 404);
    if (headers['content-type'] !== 'application/json' || !isRecord(body))
      return refuse('Invalid JSON format');
    const unknown = unknownFields(body, ['q', 'source', 'target', 'format', 'alternatives', 'api_key']);
    if (unknown.length > 0) return refuse(`unknown: ${unknown.join()}`);
    const { q, source, target, format = 'text', api_key } = body;
    if (key !== undefined && api_key !== key) return refuse('Invalid API key', 403);
    if (!Array.isArray(q) || q.length === 0) return refuse('Invalid request: missing q parameter');
    if (q.length > 25) return refuse('exceeds text limit');
    const from = LANGUAGES.find(({ code }) => code === source);
    if (from === undefined || !from.targets.includes(String(target)))
      return refuse(`${source} is not supported`);
    if (format !== 'text' && format !== 'html') return refuse('format is not supported');
    return { status: 200, body: { translatedText: q.map((one) => unescapeAll(pretend(String(one)))) } };
  });
}
