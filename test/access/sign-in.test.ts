// Signing in under attack, with a driven clock: what is borne of wrong tries, by whom, and that the owner is let in.

import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { createHasher } from '../../server/access/password-hash.ts';
import { ALLOWANCES, createSignIn, type Place, type SignIn } from '../../server/access/sign-in.ts';
import { createUserDesk } from '../../server/access/users.ts';
import { manualClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { quickHasher } from './quick-hasher.ts';

const PASSWORD = 'kelp and tidewater';
const from = (address: string, device: string | null = null): Place => ({ address, agent: 'test', device });
let store: Store;
let clock: ReturnType<typeof manualClock>;
let hasher: ReturnType<typeof quickHasher>;
let signIn: SignIn;
beforeEach(async () => {
  store = openStore(':memory:');
  clock = manualClock(1_000_000);
  hasher = quickHasher();
  signIn = createSignIn({ store, clock, hasher, common: new Set() });
  const { link } = await createUserDesk(store, clock).add({ name: 'Ines', role: 'admin', team: null }, 'terminal');
  await signIn.withLink(link.secret, PASSWORD, from('10.0.0.1'));
});

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'in',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('10,000 wrong sign-ins', () => {
  it('from one address: few are looked at, and the owner signs in from elsewhere all the while', async () => {
    for (let i = 0; i < 10_000; i++) {
      await code(signIn.withPassword('Ines', `guess ${i}`, from('203.0.113.9')));
      clock.set(clock.now() + 10);
      // From a browser that has never been here.
      if (i % 1_000 === 0)
        expect(await code(signIn.withPassword('ines', PASSWORD, from(`198.51.100.${i / 1_000}`)))).toBe('in');
    }
    // 20 at once, then one in 6 s over 100 s.
    expect(hasher.asked).toBeLessThan(20 + 100 / 6 + 10 + 1);
  });

  it('from 10,000 addresses: the owner signs in from a browser that was here before, and from a new one half a minute later', async () => {
    const { device } = await signIn.withPassword('Ines', PASSWORD, from('10.0.0.1'));
    for (let i = 0; i < 10_000; i++) {
      await code(signIn.withPassword('Ines', `guess ${i}`, from(`10.${i >> 8}.${i & 255}.7`)));
      clock.set(clock.now() + 10);
      if (i % 1_000 === 0)
        expect(await code(signIn.withPassword('Ines', PASSWORD, from('10.0.0.1', device)))).toBe('in');
    }
    expect(hasher.asked).toBeLessThan(ALLOWANCES.account.tries * 11 + 100 / 30 + 20);
    expect(await code(signIn.withPassword('Ines', PASSWORD, from('192.0.2.77')))).toBe('too_many');
    clock.set(clock.now() + ALLOWANCES.account.backMs);
    expect(await code(signIn.withPassword('Ines', PASSWORD, from('192.0.2.77')))).toBe('in');
  });

  it('at once are no more than one after the other', async () => {
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, i) => code(signIn.withPassword('Ines', `guess ${i}`, from('203.0.113.9')))),
    );
    expect(all.filter((each) => each === 'unauthenticated')).toHaveLength(ALLOWANCES.address.tries);
  });

  it('a network of the newer addresses counts as one', async () => {
    const answers = new Set<string>();
    for (let i = 0; i < 50; i++)
      answers.add(await code(signIn.withPassword('Ines', 'x', from(`2001:db8:1:2::${i.toString(16)}`))));
    expect(answers).toEqual(new Set(['unauthenticated', 'too_many']));
    expect(await code(signIn.withPassword('Ines', 'x', from('2001:db8:1:3::1')))).toBe('unauthenticated');
  });

  it('a right sign-in of one’s own buys no tries at the accounts of others', async () => {
    const { link } = await createUserDesk(store, clock).add(
      { name: 'Mallory', role: 'viewer', team: null },
      'terminal',
    );
    await signIn.withLink(link.secret, 'my own password', from('203.0.113.9'));
    let looked = 0;
    for (let i = 0; i < 100; i++) {
      if ((await code(signIn.withPassword('Ines', `guess ${i}`, from('203.0.113.9')))) === 'unauthenticated') looked++;
      await code(signIn.withPassword('Mallory', 'my own password', from('203.0.113.9')));
    }
    expect(looked).toBe(ALLOWANCES.address.tries);
  });

  it('a browser that is known has a measure of its own, and it has an end', async () => {
    const { device } = await signIn.withPassword('Ines', PASSWORD, from('10.0.0.1'));
    const answers: string[] = [];
    for (let i = 0; i < 12; i++)
      answers.push(await code(signIn.withPassword('Ines', `guess ${i}`, from('10.0.0.1', device))));
    expect(answers.filter((each) => each === 'too_many')).toHaveLength(2);
    // The mark of another account's browser is worth nothing.
    expect(await code(signIn.withPassword('Ines', PASSWORD, from('10.0.0.1', 'made up')))).toBe('in');
  });
});

describe('what is told', () => {
  it('is the same of an account that is none, of a disabled one and of a wrong password', async () => {
    const said = (name: string, password: string) =>
      signIn.withPassword(name, password, from('192.0.2.1')).catch((error: Error) => error.message);
    const users = createUserDesk(store, clock);
    const { user, link } = await users.add({ name: 'Otto', role: 'viewer', team: null }, 'terminal');
    await signIn.withLink(link.secret, 'ottos own secret', from('192.0.2.1'));
    await users.change(user.id, { disabled: true }, 'terminal');
    const wrong = await said('Ines', 'not it');
    expect(await said('nobody at all', 'not it')).toBe(wrong);
    expect(await said('Otto', 'ottos own secret')).toBe(wrong);
    expect(wrong).toBe('This name and this password do not go together.');
    // In the same work: the hash is worked out in each case.
    expect(hasher.asked).toBe(3);
  });
});

describe('the real hasher', () => {
  it('keeps its cost beside the hash, salts each, and turns away what would wait too long', async () => {
    const real = createHasher();
    const [first, second] = await Promise.all([real.hash(PASSWORD), real.hash(PASSWORD)]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await real.fits(PASSWORD, first, 'known')).toBe(true);
    expect(await real.fits(`${PASSWORD}.`, first, 'stranger')).toBe(false);
    expect(await real.fits('', null, 'stranger')).toBe(false);
    // One of another cost still fits.
    const { argon2Sync } = await import('node:crypto');
    const salt = Buffer.alloc(16, 7);
    const tag = argon2Sync('argon2id', {
      message: 'old',
      nonce: salt,
      parallelism: 1,
      tagLength: 32,
      memory: 64,
      passes: 1,
    });
    const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    expect(await real.fits('old', `$argon2id$v=19$m=64,t=1,p=1$${text(salt)}$${text(tag)}`, 'known')).toBe(true);
    const many = await Promise.all(Array.from({ length: 30 }, () => code(real.fits('x', null, 'stranger'))));
    expect(many.filter((each) => each === 'too_many').length).toBeGreaterThan(5);
  });

  it('lets those who are known in beside as many strangers as come, each in their turn', async () => {
    const real = createHasher();
    const hash = await real.hash(PASSWORD);
    const done: string[] = [];
    const strangers = Array.from({ length: 60 }, (_, i) =>
      code(real.fits(`guess ${i}`, null, 'stranger')).then(() => done.push('stranger')),
    );
    expect(await real.fits(PASSWORD, hash, 'known')).toBe(true);
    // Those that found the lane full were turned away at once; of those that wait, hardly one was worked out meanwhile.
    expect(done.length).toBeLessThan(45);
    await Promise.all(strangers);
  });
});
