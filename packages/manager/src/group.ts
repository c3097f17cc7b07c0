import type { Destination, TenantScope } from '@localert/core';
import type { Delivery } from './house.ts';

/** The group of a destination. A transport's fault in naming it costs its pace, not the alert. */
export function groupOf({ transport }: Delivery, scope: TenantScope, destination: Destination): string {
  try {
    return transport.groupOf(scope, destination);
  } catch {
    return `tenant/${scope.tenant}`;
  }
}
