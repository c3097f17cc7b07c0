import type { Report } from './report.ts';

/** One habit of models: what it looks like, and what a source looks like that speaks so itself. */
interface Habit {
  readonly looks: RegExp;
  readonly unless: RegExp;
}

const habit = (looks: RegExp, unless: RegExp): Habit => ({ looks, unless });

/** Words around a translation, and refusals, in the languages that models answer in. */
const HABITS: readonly Habit[] = [
  habit(
    /^\W{0,3}(?:(?:sure|certainly|of course|absolutely|okay|ok)\b[,.!:]\s{0,3})?(?:here(?:'|’)?s|here\s+(?:is|are))\s+(?:the|your|a|my)\s+(?:\w+\s+){0,3}(?:translat|version|text|string|message)/i,
    /\bhere(?:'|’)?\s?(?:s|is|are)\b/i,
  ),
  habit(
    /^\W{0,3}(?:sure|certainly|absolutely|of course)\s{0,2}[!,.:]\s/i,
    /\b(?:sure|certainly|absolutely|of course)\b/i,
  ),
  habit(
    /^\W{0,3}(?:the\s+)?(?:\p{L}+\s+)?(?:translation|translated\s+(?:text|string|message|version))\b[^:\n]{0,40}:/iu,
    /^\W{0,3}translat(?:ion|ed)/i,
  ),
  habit(
    /^\W{0,3}(?:übersetzung|traducción|traduction|traduzione|tradução|vertaling|tłumaczenie|překlad|перевод|переклад|çeviri|översättning|oversættelse|oversettelse|käännös|traducere|fordítás|preklad|превод|μετάφραση|terjemahan|bản dịch|الترجمة|ترجمة|תרגום|अनुवाद|翻訳|翻译|翻譯|译文|譯文|번역|訳)\s{0,3}[:：]/iu,
    /^\W{0,3}translat(?:ion|ed)/i,
  ),
  habit(
    /(?:^|[\n.!?]\s{0,4})(?:\*{0,2})(?:note|explanation|translator(?:'|’)?s note|please note|hinweis|anmerkung|nota|remarque|opmerking|uwaga|примечание|примітка)(?:\*{0,2})\s{0,3}[:：]/iu,
    /\bnote|explanation|translator|hint|tip|warning|attention|info|important|caution|remark|\bn\.?b\.?\b/i,
  ),
  habit(
    /\b(?:as an? (?:ai|language model|assistant)|i(?:'|’)?m (?:just )?an? (?:ai|language model)|as a large language model)\b/i,
    /\b(?:ai|language model|assistant)\b/i,
  ),
  habit(
    /\b(?:i(?:'|’)?m sorry,? but|i am sorry,? but|i apologi[sz]e,? but|sorry,? (?:but )?i (?:can|am|do))/i,
    /\bsorry|apologi/i,
  ),
  habit(
    /\bi (?:cannot|can(?:'|’)?t|can not|am unable to|am not able to|won(?:'|’)?t) (?:\w+ ){0,2}(?:translat|assist|help|provide|fulfil|comply|complete|process)/i,
    /\b(?:cannot|can'?t|unable|won'?t)\b/i,
  ),
  habit(
    /\b(?:i (?:have )?(?:translated|kept|preserved|left)|let me know if|feel free to (?:ask|let)|hope this helps|is there anything else|would you like me to|if you (?:need|have) any (?:further|other|more))/i,
    /\b(?:let (?:me|us) know|feel free|hope|translated|kept|preserved|left|would you like|anything else|if you (?:need|have) any)\b/i,
  ),
  habit(
    /(?:tut mir leid|es tut mir leid),? (?:aber )?(?:ich|das|diese)|als (?:ki|sprachmodell)\b/iu,
    /sorry|apolog|afraid|\bai\b|language model/i,
  ),
  habit(
    /lo siento,? (?:pero )?(?:no|como|soy)|como (?:modelo de lenguaje|una? (?:ia|asistente|inteligencia))/iu,
    /sorry|apolog|afraid|\bai\b|language model|assistant/i,
  ),
  habit(
    /je suis désolée?,? (?:mais )?(?:je|en tant)|en tant qu(?:'|’)?(?:ia|une? (?:ia|assistant|intelligence|modèle))/iu,
    /sorry|apolog|afraid|\bai\b|language model|assistant/i,
  ),
  habit(
    /mi dispiace,? (?:ma )?(?:non|come|sono)|come (?:modello linguistico|un(?:'|’)?(?:ia|assistente|intelligenza))/iu,
    /sorry|apolog|afraid|\bai\b|language model|assistant/i,
  ),
  habit(
    /(?:desculpe|sinto muito|lamento),? (?:mas )?(?:eu )?(?:não posso|não consigo|como)|como (?:um modelo de linguagem|uma? (?:ia|assistente|inteligência))/iu,
    /sorry|apolog|afraid|\bai\b|language model|assistant|cannot|can'?t|unable/i,
  ),
  habit(
    /(?:het spijt me|sorry),? (?:maar )?(?:ik kan|als)|als (?:ai|taalmodel)\b/iu,
    /sorry|apolog|afraid|\bai\b|language model/i,
  ),
  habit(
    /(?:przykro mi|przepraszam),? (?:ale )?(?:nie mogę|jako)|jako (?:model językowy|sztuczna)/iu,
    /sorry|apolog|afraid|language model/i,
  ),
  habit(
    /(?:извините|простите|к сожалению|мне жаль),? (?:но )?я (?:не могу|не в состоянии)|как (?:языковая модель|ии)[\s,]/iu,
    /sorry|apolog|afraid|unfortunately|language model|cannot|can'?t/i,
  ),
  habit(
    /(?:вибачте|на жаль),? (?:але )?я не можу|як (?:мовна модель|ші)[\s,]/iu,
    /sorry|apolog|afraid|unfortunately|language model|cannot|can'?t/i,
  ),
  habit(
    /(?:申し訳(?:ありません|ございません)が?|すみません)[、,]?.{0,12}(?:翻訳|お手伝い|お応え|対応できません)|以下(?:は|が)(?:翻訳|訳文)|(?:ai|言語モデル)として/iu,
    /translat|sorry|apolog|\bai\b/i,
  ),
  habit(
    /(?:抱歉|对不起|對不起|很遗憾)[，,]?\s{0,2}(?:但是?)?我(?:无法|不能|無法|不便)|以下是(?:翻译|翻譯|译文|譯文|您)|作为(?:一个|一名)?(?:人工智能|ai|语言模型)|作為(?:一個)?(?:人工智慧|ai|語言模型)/iu,
    /translat|sorry|apolog|\bai\b|unable|cannot|following/i,
  ),
  habit(
    /죄송(?:합니다만|하지만|합니다)[,.]?\s{0,2}.{0,8}(?:번역|도와|제공)|(?:다음은|아래는)\s{0,2}번역|(?:ai|언어 모델)로서/iu,
    /translat|sorry|apolog|\bai\b/i,
  ),
  habit(
    /(?:üzgünüm|maalesef),? (?:ancak |ama )?.{0,20}(?:çeviremem|yardımcı olamam|sağlayamam)|(?:bir )?(?:yapay zeka|dil modeli) olarak/iu,
    /sorry|apolog|\bai\b|language model/i,
  ),
  habit(
    /(?:آسف|عذرًا|عذراً|أعتذر)،? (?:لكن|ولكن|لا)|بصفتي (?:نموذج|مساعد|ذكاء)|إليك الترجمة|فيما يلي الترجمة/u,
    /sorry|apolog|\bai\b|translat|oops|afraid/i,
  ),
  habit(
    /(?:אני מצטער|מצטער|סליחה),? (?:אבל|אני לא|איני)|הנה התרגום|כמודל שפה/u,
    /sorry|apolog|\bai\b|translat|afraid/i,
  ),
  habit(
    /(?:hier ist|hier die|nachfolgend) (?:die |eine |deine |ihre )?übersetzung|(?:aquí (?:está|tienes)|esta es) la traducción|voici (?:la|votre|une) traduction|ecco la traduzione|(?:aqui está|segue) a tradução|hier is de vertaling|oto tłumaczenie|zde je překlad|вот (?:ваш )?перевод|ось переклад|işte çeviri/iu,
    /^\W{0,3}translat(?:ion|ed)/i,
  ),
  habit(
    /<\/?(?:think|thinking|translation|answer|output|response|assistant|system|user)>|<\|[\w ]{1,30}\|>|\[\/?INST\]|^(?:assistant|system|user)\s?:/i,
    /<\/?(?:think|thinking|translation|answer|output|response|assistant|system|user)>|^(?:assistant|system|user)\s?:/i,
  ),
];

const FENCE = /^\s*(?:```|~~~)|(?:```|~~~)\s*$/;
const QUOTES: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ["'", "'"],
  ['‘', '’'],
  ['`', '`'],
  ['**', '**'],
];

/** Whether a text stands in this pair of marks as a whole. */
const isIn = (text: string, [open, close]: readonly [string, string]): boolean => {
  if (text.length <= open.length + close.length || !text.startsWith(open) || !text.endsWith(close))
    return false;
  const inside = text.slice(open.length, -close.length);
  return !inside.includes(open) && !inside.includes(close);
};

const ANY_QUOTE = /^["“„«»「『'‘’]|["”“»«」』'’]$/;

/** Looks for what models put around a translation. */
export function checkChatter(source: string, target: string, report: Report): void {
  for (const { looks, unless } of HABITS) {
    const found = looks.exec(target);
    if (found === null || unless.test(source) || looks.test(source)) continue;
    report.add('chatter', {
      message: 'Words about the translation, or a refusal, stand in it; keep the translation alone.',
      start: found.index,
      end: found.index + found[0].length,
      confidence: 0.95,
    });
    break;
  }
  const inner = target.trim();
  const outer = source.trim();
  const fenced = FENCE.test(target) && !FENCE.test(source);
  const quoted = !ANY_QUOTE.test(outer) && QUOTES.some((pair) => isIn(inner, pair) && !isIn(outer, pair));
  const json = /^\s*[[{]\s*"[^"]{1,60}"\s*[:,\]]/.test(target) && !/^\s*[[{]\s*"/.test(source);
  if (fenced || quoted || json) {
    report.add('wrapper', {
      message: `${fenced ? 'A fence stands' : json ? 'JSON stands' : 'Quotation marks stand'} around the translation; keep what is inside.`,
      confidence: fenced || json ? 0.98 : 0.85,
      fixable: quoted && !fenced,
    });
  }
}
