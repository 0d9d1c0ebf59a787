/** One self-contained module of the library, as a browser page would load it. */
import { join } from 'node:path';
import { build } from 'rolldown';

export interface Bundle {
  readonly code: string;
  /** What it would still load from elsewhere; empty for a bundle that runs anywhere. */
  readonly imports: readonly string[];
}

export async function bundleWorld(): Promise<Bundle> {
  const { output } = await build({
    input: join(import.meta.dirname, 'world.ts'),
    platform: 'browser',
    write: false,
    logLevel: 'silent',
    output: { format: 'esm', codeSplitting: false },
  });
  return { code: output[0].code, imports: [...output[0].imports, ...output[0].dynamicImports] };
}
