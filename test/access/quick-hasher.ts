// A hasher for tests that sign many in.

import type { PasswordHasher } from '../../server/access/password-hash.ts';

/** As the real one answers, without its cost; it counts what it was asked to work out. */
export function quickHasher(): PasswordHasher & { asked: number } {
  return {
    asked: 0,
    hash: async (password) => `hash of ${password}`,
    async fits(password, hash) {
      this.asked++;
      return hash === `hash of ${password}`;
    },
  };
}
