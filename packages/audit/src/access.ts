import {
  type AuditAct,
  type AuditDetails,
  type AuditOutcome,
  type AuditResource,
  InvalidInputError,
  type TenantId,
} from '@localert/core';

/** On what ground personal data may be processed: GDPR Art. 6(1)(a) to (f). */
export const LAWFUL_BASES = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
] as const;

/** A ground of GDPR Art. 6(1). */
export type LawfulBasis = (typeof LAWFUL_BASES)[number];

interface AccessBase {
  readonly tenant: TenantId;
  /** Who had access, in the clear: kept as a pseudonym only. */
  readonly actor: string;
  readonly resource: AuditResource;
  /** For example `record:view`. */
  readonly action: string;
  /** Default `success`. */
  readonly outcome?: AuditOutcome | undefined;
  /** Whom the data is about, in the clear: kept as a pseudonym only. */
  readonly subject?: string | undefined;
  /** What was seen or sent: only its keyed hash is kept. */
  readonly payload?: unknown;
}

/** Access that a framework wants to see recorded, with what the framework wants to know of it. */
export type Access =
  | (AccessBase & {
      /** AICPA Trust Services Criteria CC7.2: operations are watched for what should not happen. */
      readonly framework: 'SOC2';
      readonly reason?: string | undefined;
      /** The criterion that the entry is evidence for, for example `CC6.1`. */
      readonly control?: string | undefined;
    })
  | (AccessBase & {
      /** GDPR Art. 30: what is processed and why; Art. 5(2): to be shown on demand. */
      readonly framework: 'GDPR';
      readonly lawfulBasis: LawfulBasis;
      readonly reason?: string | undefined;
    })
  | (AccessBase & {
      /** 45 CFR 164.312(b): activity in systems that hold health information is recorded and examined. */
      readonly framework: 'HIPAA';
      /** The purpose of use, for example `treatment`, `payment` or `operations`; not blank. */
      readonly reason: string;
    });

function refuse(path: string, message: string): never {
  throw new InvalidInputError({ what: 'access entry', issues: [{ path, message }] });
}

/** Trust Services Criteria are numbered so: CC6.1, A1.2, PI1.5. */
const CONTROL = /^(CC|A|C|PI|P)\d{1,2}\.\d{1,2}$/;

/** What a framework wants to know beyond who, what and when. @throws LOCALERT_INVALID_INPUT */
function frameworkDetails(access: Access): AuditDetails {
  switch (access.framework) {
    case 'SOC2': {
      const { control } = access;
      if (control === undefined) return {};
      return CONTROL.test(control) ? { control } : refuse('control', 'a criterion such as "CC7.2"');
    }
    case 'GDPR': {
      const { lawfulBasis } = access;
      if (LAWFUL_BASES.includes(lawfulBasis)) return { lawfulBasis };
      return refuse('lawfulBasis', `one of ${LAWFUL_BASES.join(', ')} (GDPR Art. 6(1))`);
    }
    case 'HIPAA':
      if (typeof access.reason === 'string' && access.reason.trim() !== '') return {};
      return refuse('reason', 'the purpose of use, such as "treatment"');
    default:
      return refuse('framework', 'SOC2, GDPR or HIPAA');
  }
}

/** The act of an access, once what its framework requires is there. @throws LOCALERT_INVALID_INPUT */
export function accessAct(access: Access): Omit<AuditAct, 'details'> & { readonly details: AuditDetails } {
  const { framework, tenant, actor, resource, action, outcome = 'success', reason, payload } = access;
  const details = frameworkDetails(access);
  return { tenant, actor, resource, action, outcome, reason, payload, frameworks: [framework], details };
}
