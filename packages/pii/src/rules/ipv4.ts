import { isAlnum, isDigit, isLetter } from '../characters.ts';
import { contextBefore, contextWords, saysBefore } from '../context.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const DOT = 46;
const SPACE = 32;
const SLASH = 47;
const HYPHEN = 45;
const PLUS = 43;
const UNDERSCORE = 95;
const MAX_NAME = 24;

/** What numbers with four parts are when they are not addresses. */
const VERSION_WORDS = contextWords(
  `version versions ver v release released rev revision build firmware driver kernel patch chrome chromium edge electron
   sdk net dotnet assembly section chapter clause oid treibers treiber fassung micrologiciel versión versiones versão versões
   versione versioni versie wersja wersji версия версии версию версія verze sürüm sürümü versionen versioner versiyon
   إصدار الإصدار संस्करण バージョン ファームウェア ビルド 版本 固件 버전 펌웨어 เวอร์ชัน`,
);
/** Right after one of these stands an address, whatever was said before. */
const ADDRESS_WORDS = contextWords(
  `ip ips ipv4 address addr adresse dirección endereço indirizzo adres адрес адреса host server client peer remote source
   from von depuis desde da vanaf z с з node nodes gateway dns アドレス サーバー 地址 주소`,
);
const UPGRADE = /^(?:(?:up|down)grad|updat|aktualis|actualiz|atualiz|aggiorn|обнов|роллбэк|rolled|rollback)/;
/** RFC 1918. */
const PRIVATE = /^(?:10|172\.(?:1[6-9]|2\d|3[01])|192\.168)\./;

/** Where the four numbers end that begin at a place, or nothing. */
function quadEnd(text: string, start: number): number | undefined {
  let index = start;
  for (let part = 0; part < 4; part++) {
    const from = index;
    let value = 0;
    while (index - from < 4 && isDigit(text.charCodeAt(index)))
      value = value * 10 + text.charCodeAt(index++) - 48;
    const length = index - from;
    if (length === 0 || value > 255 || (length > 1 && text.charCodeAt(from) === 48)) return undefined;
    if (part < 3 && text.charCodeAt(index++) !== DOT) return undefined;
  }
  return index;
}

/** Whether more follows that makes it another thing: `1.2.3.4.5`, `1.2.3.4-beta`, `1.2.3.4+7f3a`. */
function goesOn(text: string, end: number): boolean {
  const next = text.charCodeAt(end);
  const after = text.charCodeAt(end + 1);
  if (isAlnum(next) || next === UNDERSCORE) return true;
  if (next === DOT) return isAlnum(after);
  return (next === HYPHEN && isLetter(after)) || (next === PLUS && isAlnum(after));
}

/** Programs whose versions have four parts now and then. With a space between, other names may be those of machines. */
const PROGRAMS = new Set(
  `terraform ansible helm kubernetes kubelet docker containerd postgresql postgres mysql mariadb mongodb redis kafka opensearch
   elasticsearch rabbitmq nginx apache tomcat jetty haproxy envoy istio consul prometheus grafana jenkins gitlab openssl openssh
   curl python java jdk jre ruby php nodejs golang rust windows ubuntu debian android ios macos firefox safari opera webkit`.split(
    /\s+/,
  ),
);

/** Whether a product's name and a slash stand before, as in `Chrome/120.0.0.0`; `host-1/10.0.0.1` is an address. */
function isProduct(text: string, start: number): boolean {
  const sign = text.charCodeAt(start - 1);
  if (sign !== SLASH && sign !== SPACE) return false;
  const [found = ''] = /[\w.-]*$/.exec(text.slice(Math.max(0, start - 1 - MAX_NAME), start - 1)) ?? [];
  const name = found.toLowerCase();
  return sign === SPACE ? PROGRAMS.has(name) : /^[a-z]{2,}$/.test(name) && name !== 'localhost';
}

/** What joins two versions: `1.2.3.4 to 1.2.3.5`, `1.2.3.4 → 1.2.3.5`, `1.2.3.4, 1.2.3.5 and 1.2.3.6`. */
const JOINTS = new Set(
  'to auf à vers a para naar na до на til till -> => → から , / and und et y e i и or oder ou o'.split(' '),
);
const MAX_JOINT = 8;

/** The last four numbers of the text that is looked at: where they end, and whether they are a version. */
let last = { end: 0, isVersion: false };

/** Whether a version stands before and is joined to what follows: then that is one too. */
const followsVersion = (text: string, start: number): boolean =>
  last.isVersion && start - last.end <= MAX_JOINT && JOINTS.has(text.slice(last.end, start).trim());

function isVersion(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  // `^1.2.3.4`, `~1.2.3.4`; `>=1.2.3.4` and `==1.2.3.4`, while `ip=1.2.3.4` is an address.
  if (before === '^' || before === '~' || (before === '=' && '<>=~!'.includes(text.charAt(start - 2))))
    return true;
  const isPrivate = PRIVATE.test(text.slice(start, end));
  if (isProduct(text, start) && (before === '/' || !isPrivate)) return true;
  // What is said before other numbers is said of those.
  const context = contextBefore(text, start, last.end);
  if (context.words.some((word) => UPGRADE.test(word))) return !isPrivate;
  return !saysBefore(context, ADDRESS_WORDS, 1) && saysBefore(context, VERSION_WORDS, 2);
}

/** Addresses that name no machine of anybody: this network, loopback, multicast, masks and reserved (RFC 6890). */
const namesNobody = (first: number): boolean => first === 0 || first === 127 || first >= 224;

function ipv4At(text: string, start: number): PiiSpan | undefined {
  const before = text.charCodeAt(start - 1);
  if (before === DOT || before === UNDERSCORE) return undefined;
  const end = quadEnd(text, start);
  if (end === undefined || goesOn(text, end)) return undefined;
  if (namesNobody(Number.parseInt(text.slice(start, start + 3), 10))) return undefined;
  last = { end, isVersion: followsVersion(text, start) || isVersion(text, start, end) };
  return last.isVersion ? undefined : { start, end };
}

export const ipv4Rule = defineRule({
  kind: 'ipv4',
  finds: 'IPv4 addresses. Not versions of four parts, loopback, multicast and masks.',
  starts: [...'123456789'],
  begin: () => {
    last = { end: 0, isVersion: false };
  },
  at: ipv4At,
});
