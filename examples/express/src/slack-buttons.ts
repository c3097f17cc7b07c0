import { isLocalertError, type Secret } from '@localert/core';
import {
  type Acknowledgement,
  type Acknowledgements,
  parseInteraction,
  verifySlackRequest,
} from '@localert/slack/interactive';
import express, { type RequestHandler, Router } from 'express';

/** What the service needs to hear of buttons. */
export interface Buttons {
  readonly signingSecret: Secret;
  readonly acknowledge: Acknowledgements;
  /** A real one would ask first whether this person of this workspace may. */
  readonly onAcknowledge: (acknowledgement: Acknowledgement) => void;
}

/** Slack's interactivity address: `POST /slack/interactions`. */
export function slackButtons({ signingSecret, acknowledge, onAcknowledge }: Buttons): Router {
  const hear: RequestHandler = async (request, response) => {
    try {
      // The signature is over the body as it came, so nothing may have parsed it before.
      const raw = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : '';
      const body = await verifySlackRequest({ signingSecret, headers: request.headers, body: raw });
      const acknowledgement = await acknowledge.readPress(parseInteraction(body));
      if (acknowledgement !== undefined) onAcknowledge(acknowledgement);
      response.status(200).end();
    } catch (error) {
      response.status(isLocalertError(error) ? 401 : 500).end();
    }
  };
  const router = Router();
  router.post('/slack/interactions', express.raw({ type: '*/*', limit: '1mb' }), hear);
  return router;
}
