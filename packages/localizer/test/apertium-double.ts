import { type Answer, type Asked, isRecord, pretend, startDouble, unknownFields } from './double.ts';

const refuse = (explanation: string): Answer => ({
  status: 400,
  body: { status: 'error', code: 400, message: 'Bad Request', explanation },
});

const PAIRS = [
  { sourceLanguage: 'eng', targetLanguage: 'spa' },
  { sourceLanguage: 'spa', targetLanguage: 'eng' },
  { sourceLanguage: 'eng', targetLanguage: 'cat' },
  { sourceLanguage: 'spa', targetLanguage: 'eng_US' },
];

const data = (responseData: unknown): Answer => ({
  status: 200,
  body: { responseData, responseDetails: null, responseStatus: 200 },
});

/** APy, for the faults that a real one cannot be made to have. What it answers was read off APy 0.11.7. */
export function startApertiumDouble() {
  return startDouble(({ method, path, headers, body }: Asked): Answer => {
    if (method === 'GET' && path === '/listPairs') return data(PAIRS);
    const chain = path === '/translateChain';
    if (method !== 'POST' || (path !== '/translate' && !chain)) return { status: 404, body: '<html></html>' };
    const key = chain ? 'langpairs' : 'langpair';
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    if (!isForm || !isRecord(body) || typeof body[key] !== 'string') return refuse(`Missing argument ${key}`);
    if (typeof body['q'] !== 'string') return refuse('Missing argument q');
    if (unknownFields(body, [key, 'q', 'format', 'markUnknown']).length > 0)
      return refuse('unknown argument');
    const [from, to] = body[key].split('|');
    const isInstalled = PAIRS.some((pair) => pair.sourceLanguage === from && pair.targetLanguage === to);
    if (!isInstalled && !chain) return refuse('That pair is not installed');
    return data({ translatedText: pretend(body['q']) });
  });
}
