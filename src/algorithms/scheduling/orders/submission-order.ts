/** In the order of submission; priorities do not count. */
import type { QueueOrder } from '../queue-order.ts';

export const submissionOrder = (): QueueOrder => ({ compare: () => 0 });
