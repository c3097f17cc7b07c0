// A fake Slack in a process of its own: it outlives every worker that a chaos run kills, and its log is the oracle.
// Started by `delivery-slack.ts`, which speaks to it over the channel of a forked process.
import { type FakeFault, SLACK_RATES, startFakeSlack } from '@localert/testkit/fake-slack';
import type { Order, SlackPost, SlackSetup } from './delivery-slack.ts';

const setup = JSON.parse(process.argv[2] ?? '{}') as SlackSetup;
const { limits = SLACK_RATES, latencyMs = 0, scopes, seed = 1, faults = [], whole = false } = setup;
const slack = await startFakeSlack({
  ...{ limits, latencyMs, scopes, seed, lean: !whole },
  faults: faults as readonly FakeFault[],
  // Webhooks name no alert: the words bear a mark.
  markOf: ({ text }) => (typeof text === 'string' ? /\[#([\w-]+)\]/.exec(text)?.[1] : undefined),
});

/** What was taken, each with what the sender heard; the log and the messages are in the same order. */
function posts(): SlackPost[] {
  const accepted = slack.log.filter((request) => request.accepted);
  return slack.messages.flatMap(({ alert, at, via, channel, tenant, payload }, index): SlackPost[] =>
    alert === undefined || via === 'chat.update'
      ? []
      : [
          {
            alert,
            at,
            fault: accepted[index]?.fault,
            place: channel ?? tenant,
            mark: /\[@([\w/]+)\]/.exec(String(payload['text']))?.[1],
          },
        ],
  );
}

function counts() {
  const isPost = ({ path }: { readonly path: string }) =>
    path === '/api/chat.postMessage' || path.startsWith('/services/');
  const requests = slack.log.filter(isPost);
  return {
    requests: requests.length,
    accepted: requests.filter(({ accepted }) => accepted).length,
    faulty: requests.filter(({ fault }) => fault !== undefined).length,
    limited: requests.filter(({ code }) => code === 'rate_limited' || code === 'ratelimited').length,
    reads: slack.log.length - requests.length,
  };
}

const answers: { readonly [Kind in Order['kind']]: (order: Extract<Order, { kind: Kind }>) => unknown } = {
  posts,
  counts,
  calm: () => slack.calm(),
  faults: (order) => slack.on(...(order.faults as readonly FakeFault[])),
};

process.on('message', ({ order, number }: { readonly order: Order; readonly number: number }) => {
  // The kind chooses the answer; its type is the order's own.
  const answer = answers[order.kind] as (order: Order) => unknown;
  process.send?.({ number, answer: answer(order) ?? null });
});
// Its parent is gone, however it went.
process.on('disconnect', () => process.exit(0));
process.send?.({ url: slack.url });
