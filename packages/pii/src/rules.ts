import type { PiiRule } from './rule.ts';
import { authHeaderRule, basicRule, bearerRule } from './rules/auth-header.ts';
import { awsSecretRule } from './rules/aws-secret.ts';
import { azureKeyRule } from './rules/azure-key.ts';
import { cardRule } from './rules/card.ts';
import { emailRule } from './rules/email.ts';
import { ibanRule } from './rules/iban.ts';
import { ipv4Rule } from './rules/ipv4.ts';
import { ipv6Rule } from './rules/ipv6.ts';
import { jwtRule } from './rules/jwt.ts';
import { passwordRule, secretRule } from './rules/keyed-secret.ts';
import { localertKeyRule } from './rules/localert-key.ts';
import { phoneRule } from './rules/phone.ts';
import { prefixedKeyRules } from './rules/prefixed-keys.ts';
import { privateKeyRule } from './rules/private-key.ts';
import { slackTokenRule, slackWebhookRule, webhookRule } from './rules/slack.ts';
import { urlPasswordRule } from './rules/url-password.ts';
import { usSsnRule } from './rules/us-ssn.ts';

/** The default rules, what is surest first: where findings overlap, the earlier rule names the kind. */
export const PII_RULES: readonly PiiRule[] = Object.freeze([
  privateKeyRule,
  slackWebhookRule,
  slackTokenRule,
  webhookRule,
  localertKeyRule,
  ...prefixedKeyRules,
  awsSecretRule,
  azureKeyRule,
  jwtRule,
  basicRule,
  bearerRule,
  authHeaderRule,
  urlPasswordRule,
  passwordRule,
  secretRule,
  emailRule,
  ibanRule,
  cardRule,
  usSsnRule,
  ipv6Rule,
  ipv4Rule,
  phoneRule(),
]);
