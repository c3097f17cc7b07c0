import {
  type AlertStatus,
  NotFoundError,
  type Page,
  type PageRequest,
  type TenantScope,
} from '@localert/core';
import { authorize } from './authorize.ts';
import { SetupError } from './errors.ts';
import type { Delivery, House } from './house.ts';
import { activeTenantOf, tenantOf } from './tenant-context.ts';

function deliveryOf({ delivery }: House): Delivery {
  if (delivery === undefined) throw new SetupError({ needs: 'a transport, so it has no alerts' });
  return delivery;
}

/** Where an alert stands. @throws LOCALERT_NOT_FOUND for an unknown one, and for one of another tenant */
export async function alertStatus(house: House, scope: TenantScope, id: string): Promise<AlertStatus> {
  authorize(house, scope, 'alert:read');
  await tenantOf(house, scope);
  const status = await deliveryOf(house).outbox.status(scope, id);
  if (status === undefined) throw new NotFoundError({ kind: 'alert', id });
  return status;
}

/** The tenant's dead letters, newest first. */
export async function deadLetters(
  house: House,
  scope: TenantScope,
  page: PageRequest,
): Promise<Page<AlertStatus>> {
  authorize(house, scope, 'alert:read');
  await tenantOf(house, scope);
  return deliveryOf(house).outbox.dead(scope, page);
}

/** Queues a dead letter again. @throws LOCALERT_NOT_FOUND when there is no such dead letter */
export async function redriveAlert(house: House, scope: TenantScope, id: string): Promise<void> {
  authorize(house, scope, 'alert:redrive');
  await activeTenantOf(house, scope);
  const { outbox, dispatcher } = deliveryOf(house);
  if (!(await outbox.redrive(scope, id, house.clock.now()))) throw new NotFoundError({ kind: 'alert', id });
  dispatcher?.wake();
}
