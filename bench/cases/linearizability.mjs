/**
 * Checking histories. `etcd`: the ten logs of Porcupine's tests, parsed and checked. The others are made up, linearizable
 * unless they are spoilt: operations of so many processes on so many keys, which take effect at a random moment between
 * call and return; `register` reads and writes few values (so that there are many orders to try), `unique` writes each
 * value once, as the clients of a scenario do, `append` builds lists.
 */
import { readFileSync } from 'node:fs';
import { seconds } from '../seconds.mjs';
import { checkLinearizability, MODELS, pairOperations, parseHistory, randomStream } from '../simulator.mjs';

/** Where a checkout of Porcupine's logs would be. */
export const LOGS = new URL('../../../shared/truth/porcupine/', import.meta.url);
const STEPS = 3e7;

const subjects = {
  etcd() {
    const { histories } = JSON.parse(readFileSync(new URL('manifest.json', LOGS), 'utf8'));
    const texts = histories.map(({ file }) => readFileSync(new URL(file, LOGS), 'utf8'));
    const model = MODELS.get('cas-register');
    return () =>
      texts.map((text, i) => {
        const { verdict, steps } = checkLinearizability(
          pairOperations(parseHistory(text, 'etcd-log').events).operations,
          model,
        );
        if ((verdict === 'linearizable') !== histories[i].linearizable)
          throw new Error(`${histories[i].file}: ${verdict}`);
        return { verdict, steps };
      });
  },
  made(parameters) {
    const operations = made(parameters);
    return () => [checkLinearizability(operations, MODELS.get('kv'), { budget: { steps: STEPS } })];
  },
};

/** As many operations at once as there are processes; keys and values in turn or at random. */
function made({ kind, count, keys, processes, spoilt }) {
  const random = randomStream(1, 'history');
  const below = (n) => Math.floor(random() * n);
  const events = [];
  for (let i = 0; i < count; i++) {
    const start = Math.floor(i / processes) + random();
    const stop = start + 0.2 + random() * 0.7;
    const key = `k${below(keys)}`;
    const read = random() < 0.5;
    const f = read ? 'read' : kind === 'append' ? 'append' : 'write';
    const value = read ? null : kind === 'register' ? below(5) : i;
    events.push({ at: start, i, what: 'call', f, key, value });
    events.push({ at: start + random() * (stop - start), i, what: 'effect', f, key, value });
    events.push({ at: stop, i, what: 'return' });
  }
  events.sort((a, b) => a.at - b.at || a.i - b.i);
  const state = new Map();
  const operations = new Map();
  events.forEach(({ i, what, f, key, value }, at) => {
    if (what === 'call') {
      operations.set(i, {
        process: i % processes,
        f,
        key,
        value,
        result: null,
        outcome: 'ok',
        call: at,
        return: Infinity,
      });
    } else if (what === 'return') {
      operations.get(i).return = at;
    } else if (f === 'read') {
      operations.get(i).result = state.get(key) ?? null;
    } else {
      state.set(key, f === 'append' ? [...(state.get(key) ?? []), value] : value);
    }
  });
  const all = [...operations.values()];
  if (spoilt) {
    // Near the end somebody reads what was there at the beginning.
    const last = all.findLast(({ f }) => f === 'read');
    const first = all.find(({ f, result }) => f === 'read' && result !== null);
    last.result = first.result;
  }
  return all;
}

export function run({ subject, ...parameters }) {
  const check = subjects[subject](parameters);
  let verdicts;
  const taken = seconds(() => {
    verdicts = check();
  });
  const steps = verdicts.reduce((sum, verdict) => sum + verdict.steps, 0);
  const [{ verdict }] = verdicts;
  const megabytes = Math.round(process.memoryUsage.rss() / 2 ** 20);
  return { seconds: taken, events: steps, megabytes, verdict: verdicts.length > 1 ? 'as expected' : verdict };
}
