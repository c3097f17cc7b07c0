import { FluentBundle, FluentDateTime, FluentNumber, FluentResource } from '@fluent/bundle';
import type { Peer } from './render-peer.ts';
import { type Locale, TIME_ZONE } from './render-texts.ts';

const single = `
A = Immediate investigation required
B = { $service } in { $region } reported by { $team }
C = { $count ->
    [one] { $count } alert { $role ->
        [admin] needs you
       *[other] waits
    }
   *[other] { $count } alerts { $role ->
        [admin] need you
       *[other] wait
    }
  } in { $place }, { $name }
D = { $share } of { $amount }, { $orders } orders
E = Since { DATETIME($at, hour: "numeric", minute: "numeric") } on { DATETIME($at, year: "numeric", month: "short", day: "numeric") }
`;
const clock = '{ DATETIME($at, hour: "numeric", minute: "numeric") }';
const streams = (one: string, other: string) => `{ $count ->
    [one] { $count } ${one}
   *[other] { $count } ${other}
  }`;

const texts: Readonly<Record<Locale, string>> = {
  'en-US': `${single}
title = Playback interrupted in { $region }
description = ${streams('stream', 'streams')} of { $customer } failing since ${clock}: { $share } of all
actionRequired = Call { $team } now
`,
  'es-ES': `
title = Reproducción interrumpida en { $region }
description = ${streams('transmisión', 'transmisiones')} de { $customer } con fallos desde las ${clock}: { $share } del total
actionRequired = Llame a { $team } ahora
`,
  'de-DE': `
title = Wiedergabe unterbrochen in { $region }
description = ${streams('Stream', 'Streams')} von { $customer } gestört seit ${clock}: { $share } von allen
actionRequired = Jetzt { $team } anrufen
`,
};

const percent = { style: 'percent' } as const;
const euro = { style: 'currency', currency: 'EUR' } as const;
const zoned = { timeZone: TIME_ZONE } as const;

/** Fluent: style, currency and time zone come with the value, as its manual says. */
export const fluent: Peer = {
  name: '@fluent/bundle',
  use: 'cached',
  prepare(name, locale) {
    const bundle = new FluentBundle(locale, { useIsolating: false });
    bundle.addResource(new FluentResource(texts[locale]));
    const pattern = bundle.getMessage(name)?.value;
    if (!pattern) throw new Error(`Fluent has no "${name}".`);
    if (name === 'D') {
      return ({ share, amount, orders }) =>
        bundle.formatPattern(pattern, {
          share: new FluentNumber(share, percent),
          amount: new FluentNumber(amount, euro),
          orders,
        });
    }
    if (name === 'E') {
      return ({ at }) => bundle.formatPattern(pattern, { at: new FluentDateTime(at, zoned) });
    }
    if (name === 'description') {
      return ({ count, customer, at, share }) =>
        bundle.formatPattern(pattern, {
          count,
          customer,
          at: new FluentDateTime(at, zoned),
          share: new FluentNumber(share, percent),
        });
    }
    return (values) => bundle.formatPattern(pattern, values);
  },
};
