/** What `learnMessages` learns, on a thread of its own: a protocol that never ends must not keep the hunt from starting. */
import { Tinypool } from 'tinypool';
import { type LearntMessages, NOTHING_LEARNT } from '../../explore/learn-messages.ts';
import type { LearnTask } from './hunt-task.ts';

/** Most protocols take a tenth of a second. */
const PATIENCE_MS = 20_000;

/** Nothing, if it takes longer than anybody would wait: messages are meddled with whatever their kind then. */
export async function learnInThread(
  space: LearnTask['space'],
  plugins: readonly string[],
  signal: AbortSignal,
): Promise<LearntMessages> {
  const pool = new Tinypool({
    filename: new URL('./hunt-worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
  });
  const deadline = new AbortController();
  const end = () => deadline.abort();
  const timer = setTimeout(end, PATIENCE_MS);
  signal.addEventListener('abort', end, { once: true });
  const task: LearnTask = { type: 'learn', space, plugins };
  try {
    return (await pool.run(task, { signal: deadline.signal })) as LearntMessages;
  } catch (error) {
    if (deadline.signal.aborted) return NOTHING_LEARNT;
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    await pool.destroy();
  }
}
