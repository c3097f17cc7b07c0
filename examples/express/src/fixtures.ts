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
        take: 'I take it',
      },
      de: {
        title: 'Zahlung für Bestellung {order} fehlgeschlagen',
        description: '{amount, number, ::currency/EUR} konnten um {at, time, short} nicht abgebucht werden.',
        take: 'Ich kümmere mich',
      },
      ja: {
        title: '注文 {order} の支払いに失敗しました',
        description: '{at, time, short} に {amount, number, ::currency/EUR} を請求できませんでした。',
        take: '対応します',
      },
    },
    layout: {
      blocks: [
        { type: 'header', text: { field: 'title', emoji: true } },
        { type: 'section', text: 'description' },
        { type: 'actions', elements: [{ type: 'acknowledge', text: 'take' }] },
      ],
    },
  }),
};
