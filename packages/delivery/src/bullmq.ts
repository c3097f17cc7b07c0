export type { BullmqClient, BullmqEvents, BullmqQueue } from './bullmq-client.ts';
export type { BullmqOutboxOptions } from './bullmq-options.ts';
export { bullmqOutbox } from './bullmq-outbox.ts';
