// The passwords that are tried first, from the file beside this one, which names its source.

import { readFileSync } from 'node:fs';

let loaded: ReadonlySet<string> | null = null;

export function commonPasswords(): ReadonlySet<string> {
  if (loaded === null) {
    const text = readFileSync(new URL('./common-passwords.json', import.meta.url), 'utf8');
    loaded = new Set((JSON.parse(text) as { passwords: string }).passwords.split(' '));
  }
  return loaded;
}
