import {
  type AlertStatus,
  NotFoundError,
  type Page,
  type PageRequest,
  type Resource,
  type TenantScope,
} from '@localert/core';
import type { Act } from './audited.ts';
import { authorize, authorizeAhead, isAuthorized } from './authorize.ts';
import { SetupError } from './errors.ts';
import type { Delivery, House } from './house.ts';
import { activeTenantOf, tenantOf } from './tenant-context.ts';

/** What delivers. @throws LOCALERT_SETUP where nothing does */
export function deliveryOf({ delivery }: House): Delivery {
  if (delivery === undefined) throw new SetupError({ needs: 'a transport, so it has no alerts' });
  return delivery;
}

const asked = ({ fixture, locale, severity }: AlertStatus): Resource => ({ fixture, locale, severity });

/** Where an alert stands. @throws LOCALERT_NOT_FOUND for an unknown one, and for one of another tenant */
export async function alertStatus(house: House, scope: TenantScope, id: string): Promise<AlertStatus> {
  authorizeAhead(house, scope, 'alert:read');
  await tenantOf(house, scope);
  const status = await deliveryOf(house).outbox.status(scope, id);
  if (status === undefined) throw new NotFoundError({ kind: 'alert', id });
  authorize(house, scope, 'alert:read', asked(status));
  return status;
}

/** The tenant's dead letters that the actor may read, newest first. A page may be short, or empty, and have a cursor. */
export async function deadLetters(
  house: House,
  scope: TenantScope,
  page: PageRequest,
): Promise<Page<AlertStatus>> {
  authorizeAhead(house, scope, 'alert:read');
  await tenantOf(house, scope);
  const dead = await deliveryOf(house).outbox.dead(scope, page);
  return {
    ...dead,
    items: dead.items.filter((status) => isAuthorized(house, scope, 'alert:read', asked(status))),
  };
}

/** Queues a dead letter again. @throws LOCALERT_NOT_FOUND when there is no such dead letter */
export async function redriveAlert(house: House, scope: TenantScope, id: string, act: Act): Promise<void> {
  authorizeAhead(house, scope, 'alert:redrive');
  await activeTenantOf(house, scope);
  const { outbox, dispatcher } = deliveryOf(house);
  const status = await outbox.status(scope, id);
  if (status?.state !== 'dead') throw new NotFoundError({ kind: 'alert', id });
  authorize(house, scope, 'alert:redrive', asked(status));
  const write = await act.along(outbox.takesAudit === true);
  if (!(await outbox.redrive(scope, id, house.clock.now(), write)))
    throw new NotFoundError({ kind: 'alert', id });
  dispatcher?.wake();
}
