import { defineFixture } from '@localert/manager';

/** The alerts of the shop. */
export const fixtures = {
  payment_failed: defineFixture({
    baseLocale: 'en',
    severity: 'high',
    locales: {
      en: {
        title: 'Payment failed for order {order}',
        description: '{amount, number, ::currency/EUR} could not be charged at {at, time, short}.',
      },
      de: {
        title: 'Zahlung für Bestellung {order} fehlgeschlagen',
        description: '{amount, number, ::currency/EUR} konnten um {at, time, short} nicht abgebucht werden.',
      },
      ja: {
        title: '注文 {order} の支払いに失敗しました',
        description: '{at, time, short} に {amount, number, ::currency/EUR} を請求できませんでした。',
      },
    },
  }),
};
