/** A policy that lets the page run its own inline scripts and style, known by their hashes, and nothing else at all. */

async function sourceHash(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

export async function contentSecurityPolicy(scripts: readonly string[], style: string): Promise<string> {
  const hashes = await Promise.all(scripts.map(sourceHash));
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    `style-src ${await sourceHash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
