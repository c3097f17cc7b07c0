import { TRANSPORT_SPEC, type Transport } from '@localert/core';

/** A transport that prints what it is given, and can change what it has printed. */
export function consoleTransport(): Transport {
  let posted = 0;
  const lines = (payload: string) => (JSON.parse(payload) as { text: string }).text.split('\n').join(' / ');
  return {
    spec: TRANSPORT_SPEC,
    name: 'console',
    groupOf: ({ tenant }, { channel = 'default' }) => `${tenant}/${channel}`,
    async deliver(_scope, { payload, destination: { channel = '#default', thread } }) {
      posted += 1;
      const ts = String(posted);
      console.log(`${channel}${thread === undefined ? '' : ` in ${thread}`}: ${lines(payload)}`);
      return { kind: 'delivered', ref: { channel, ts } };
    },
    async update(_scope, { channel, ts }, { payload }) {
      console.log(`${channel} ${ts} now: ${lines(payload)}`);
      return { kind: 'delivered', ref: { channel, ts } };
    },
  };
}
