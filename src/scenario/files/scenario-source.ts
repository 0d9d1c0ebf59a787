/** What the parser is given: texts, never paths of its own. Reading files is up to whoever calls. */
export type ReadFile = (
  relativePath: string,
) => { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

export interface ScenarioSource {
  /** Of the file, as messages show it. */
  readonly name: string;
  readonly text: string;
  /** Of the file's bytes, 64 hex digits. */
  readonly sha256: string;
  /** Reads a file that the scenario names, relative to the scenario's folder. Without it, none can be named. */
  readonly readFile?: ReadFile;
}
