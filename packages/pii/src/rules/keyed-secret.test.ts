import { describe, expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';

describe('passwords', () => {
  it('are found behind their name in many languages and notations', () => {
    const rows = [
      'password=⟦password|hunter⟧',
      'password: ⟦password|hunter2!⟧ tried 9 times',
      '{"password":"⟦password|a b, c⟧"}',
      '{\\"password\\":\\"⟦password|hunter⟧\\"}',
      "passwd = '⟦password|x y⟧'",
      'DB_PASSWORD=⟦password|w8-Lumen⟧ PORT=1',
      'PGPASSWORD=⟦password|l3dger⟧',
      'dbPassword := "⟦password|abc⟧"',
      'pwd => "⟦password|abc⟧"',
      'config[password]=⟦password|abc⟧&x=1',
      'mot de passe : ⟦password|Lavande#77⟧',
      'Falsches Kennwort: ⟦password|Herbst!2025⟧ für',
      'contraseña: ⟦password|Girasol_2024⟧',
      'clave: ⟦password|Girasol_2024⟧',
      'パスワード：⟦password|Sakura#88⟧ が',
      '密码：⟦password|Xiao@2025⟧已泄露',
      'пароль: ⟦password|Zima-2026⟧',
      'password=⟦password|a&b⟧',
      'password=⟦password|abc123⟧.',
      'password=⟦password|päss⟧',
      'password="⟦password|密码密码⟧"',
      '„Passwort: ⟦password|Geheim!1⟧“',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are no words of a sentence, stand-ins, dates or numbers', () => {
    const rows = [
      'Password: incorrect',
      'password: must be changed by 2026-02-28',
      'password: 28.02.2026',
      'password: abc1',
      'password: 123456',
      'password=***** password=xxxx password=ab***',
      `password=$${'{DB_PASSWORD}'} password=$PASS password=<hidden> password=[redacted] password={{ pass }}`,
      'password=%s password=#{pass} password=(none)',
      'password=null password=changeme',
      'password=12',
      'password=ab',
      'password=',
      'password:\nnext',
      'password="',
      'compass=abcdef bypass: north1!',
      'passwordless=true',
      'the password of ann',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are taken whole, but for the first 1,024 characters', () => {
    const long = 'a1'.repeat(500);
    expect(wrongIn([`password=⟦password|${long}⟧`])).toEqual([]);
    expect(wrongIn([`password=${'a1'.repeat(600)}`])).toEqual([
      `password=⟦password|${'a1'.repeat(512)}⟧${'a1'.repeat(88)}`,
    ]);
  });
});

describe('secrets', () => {
  const value = 'q8Zr41mXw0Pk27Tc';

  it('are found behind the name of a key, a token or a secret', () => {
    const rows = [
      `api_key=⟦secret|${value}⟧`,
      `X-Api-Key: ⟦secret|${value}⟧`,
      `apiKey: "⟦secret|${value}⟧"`,
      `access_token=⟦secret|${value}⟧&state=done`,
      `client_secret=⟦secret|${value}⟧;`,
      `token => ⟦secret|${value}⟧`,
      `refresh.token=⟦secret|${value}⟧`,
      `クライアントトークン：⟦secret|${value}⟧`,
      `clé d api : ⟦secret|${value}⟧`,
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are no words, paths, addresses, names, short or plain numbers', () => {
    const rows = [
      'token: expired',
      'token=abc123',
      'token=abcdefghijklmnopqrst',
      'token=12345678901234567890',
      'secret=/run/secrets/db-password-1',
      'secret=./run/secrets/dbpassword1',
      'secret=~/secrets/dbpassword12345',
      'token=https://id.example.org/token12345',
      'secret=arn:aws:secretsmanager:eu1:secret12345',
      'secret=projects/4711/secrets/dbpassword12',
      'secret=vault:secret/data/dbpassword12',
      'secretName: tls-cert-prod-2026-eu-1',
      `max_tokens=${value}`,
      `my-tokenizer=${value}`,
      `ätoken=${value}`,
    ];
    expect(wrongIn(rows)).toEqual([]);
  });
});
