import { defineRule, type PiiRule } from '../rule.ts';
import { type NameCheck, nameCheck } from './key-name.ts';
import { type KeyedValue, valueAfter } from './keyed-value.ts';
import { isPlaceholder } from './placeholder.ts';

/** How much of a value is looked at, and how far it goes when it is one. */
const LOOK = 64;
const MAX_VALUE = 1024;

/** Passwords, in the languages that alerts are written in. */
const isPasswordName = nameCheck(
  `password passwd passphrase passwort kennwort contraseña contrasena senha wachtwoord lösenord adgangskode passord salasana
   hasło heslo jelszó parola şifre пароль пароля motdepasse パスワード 暗証番号 密码 密碼 口令 비밀번호 암호 المرور السر סיסמה
   पासवर्ड รหัสผ่าน`,
  'pass pwd psw mdp clave',
);

/** Keys and tokens: their values have to look like one. */
const isSecretName = nameCheck(
  `secret apikey accesskey secretkey privatekey authkey encryptionkey signingkey accountkey sharedaccesskey subscriptionkey
   masterkey licensekey authtoken accesstoken refreshtoken bearertoken bottoken apitoken apptoken idtoken sessiontoken
   usertoken securitytoken servicetoken deploytoken personaltoken oauthtoken secretvalue credential credentials clavedeapi
   cléapi clédapi chavedeapi chiaveapi apischlüssel apiキー トークン 令牌 密钥 密鑰 시크릿 토큰 токен`,
  'token',
);

/** Long, of letters and digits, and not a path, an address or the name of something. */
const isOpaque = (value: string): boolean =>
  value.length >= 16 &&
  /\d/.test(value) &&
  /[a-z]/i.test(value) &&
  /[A-Za-z0-9+/=_]{12}/.test(value) &&
  !/^(?:\/|\.|~|https?:|arn:|projects\/|vault:)/i.test(value);

const DATE = /^\d{1,4}[-./:]\d{1,2}/;

/** In a sentence, a password is told from a word by what no word has. */
const looksTyped = (value: string): boolean =>
  value.length >= 6 && /[a-z]/i.test(value) && /\d|[!#$%&*+=?@^~]./.test(value) && !DATE.test(value);

function keyedRule(
  kind: string,
  finds: string,
  isName: NameCheck,
  isValue: (value: string, found: KeyedValue) => boolean,
): PiiRule {
  return defineRule({
    kind,
    finds,
    holds: ['=', ':'],
    at(text, sign) {
      if (!isName(text, sign)) return undefined;
      const found = valueAfter(text, sign, LOOK);
      if (found === undefined) return undefined;
      const value = text.slice(found.start, found.end);
      if (!isValue(value, found) || isPlaceholder(value)) return undefined;
      const { start, end } = valueAfter(text, sign, MAX_VALUE) ?? found;
      return { start, end };
    },
  });
}

export const passwordRule = keyedRule(
  'password',
  'What stands after the name of a password and `=` or `:`, in many languages. Not `***`, `<password>` and other stand-ins.',
  isPasswordName,
  (value, { isAssigned }) => (isAssigned ? value.length >= 3 && !/^\d{1,3}$/.test(value) : looksTyped(value)),
);

export const secretRule = keyedRule(
  'secret',
  'Long values of letters and digits after the name of a key, a token or a secret and `=` or `:`.',
  isSecretName,
  isOpaque,
);
