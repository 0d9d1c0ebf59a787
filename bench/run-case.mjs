/**
 * Runs one case in this process and prints its measurements as JSON: `node run-case.mjs <case> <parameters>`. A process
 * of its own per subject, so that none is measured on code that another one has made polymorphic. A
 * first measurement, which warms the compiler up, is not reported: `warm` says whether there is one.
 */
const [name, json] = process.argv.slice(2);
const { repeats, warm, ...parameters } = JSON.parse(json);
const { run } = await import(`./cases/${name}.mjs`);

const results = [];
for (let i = warm === false ? 1 : 0; i <= repeats; i++) {
  globalThis.gc?.();
  const result = await run(parameters);
  if (i > 0) results.push(result);
}
process.stdout.write(JSON.stringify(results));
