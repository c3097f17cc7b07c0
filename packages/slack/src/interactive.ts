/** What people do with messages: verified, read, and told from what others make up. Runs wherever WebCrypto is. */
export { ACKNOWLEDGE_ACTION } from './acknowledge-button.ts';
export {
  type AcknowledgedAlert,
  type Acknowledgement,
  type AcknowledgementOptions,
  type Acknowledgements,
  createAcknowledgements,
} from './interact/acknowledge.ts';
export {
  type BlockActions,
  InteractionUnreadableError,
  type OtherInteraction,
  type PressedAction,
  parseInteraction,
  type SlackInteraction,
} from './interact/interaction.ts';
export {
  type RequestFault,
  type RequestHeaders,
  type SlackRequest,
  SlackRequestRefusedError,
  verifySlackRequest,
} from './interact/verify.ts';
