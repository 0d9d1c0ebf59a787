/** Higher priorities first, equal ones in the order of submission (Kubernetes' `PrioritySort`). */
import type { QueueOrder } from '../queue-order.ts';

export const priorityOrder = (): QueueOrder => ({ compare: (a, b) => b.priority - a.priority });
