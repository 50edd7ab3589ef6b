// `keelwatch token`: tokens for programs, from the machine that the monitor runs on.

import { Command } from 'commander';
import { DEFAULT_DAYS } from '../../server/access/tokens.ts';
import { SCOPES, type TokenScope } from '../../server/domain/access/need.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { isoMoment } from '../../server/domain/time.ts';
import { withAccess } from './access-desk.ts';
import { print, printJson, signedHere } from './list-desk.ts';

interface AddFlags {
  user: string;
  scope: string;
  days: string;
  watchlist?: string;
}

export function tokenCommand(): Command {
  const token = new Command('token').description('tokens for programs: add, list or revoke');
  token
    .command('add')
    .description('make a token for a user; it is printed once')
    .argument('<title>', 'what it is for')
    .requiredOption('--user <name>', 'whose it is; it may do no more than they')
    .option('--scope <scopes>', `${SCOPES.join(', ')}; several with commas`, 'read')
    .option('--days <days>', 'how long it is good', String(DEFAULT_DAYS))
    .option('--watchlist <ids>', 'sees the ships of these watchlists alone; several with commas')
    .action(add);
  token
    .command('list')
    .description('tokens that have not been revoked')
    .option('--json', 'one JSON object per row')
    .action(list);
  token
    .command('revoke')
    .description('take a token back; it works no more')
    .argument('<id>')
    .action((id: string) =>
      withAccess(async ({ store }) => {
        if (!(await store.deleteToken(id, signedHere())))
          throw new CodedError('not_found', `There is no token '${id}'.`);
        print(`Token ${id} works no more.`);
      }),
    );
  return token;
}

async function add(title: string, { user, scope, days, watchlist }: AddFlags): Promise<void> {
  await withAccess(async ({ access, store, by }) => {
    const watchlists = watchlist === undefined ? null : watchlist.split(',').map((id) => id.trim());
    const known = new Set((await store.watchlists()).map(({ id }) => id));
    const unknown = watchlists?.find((id) => !known.has(id));
    if (unknown !== undefined) throw new CodedError('invalid', `There is no watchlist '${unknown}'.`);
    const asked = { title, scopes: readScopes(scope), days: Number(days), watchlists };
    const { token, secret } = await access.tokens.make(await access.users.find(user), asked, by);
    print(
      `Token ${token.id} for ${token.scopes.join(', ')}, good until ${isoMoment(token.expiresAt)}; it is shown now and never again:`,
    );
    print(secret);
  });
}

async function list(flags: { json?: boolean }): Promise<void> {
  await withAccess(async ({ store }) => {
    const names = new Map((await store.users()).map(({ id, name }) => [id, name]));
    for (const { id, userId, title, scopes, expiresAt, usedAt } of await store.tokens()) {
      const user = names.get(userId) ?? '';
      const expires = isoMoment(expiresAt);
      const used = usedAt === null ? null : isoMoment(usedAt);
      if (flags.json) printJson({ id, user, title, scopes, expires, used });
      else
        print(
          `${id}  ${user.padEnd(20)}  ${scopes.join(',').padEnd(16)}  until ${expires}  used ${used ?? 'never'}  ${title}`,
        );
    }
  });
}

function readScopes(text: string): TokenScope[] {
  return text.split(',').map((part) => {
    const scope = SCOPES.find((each) => each === part.trim());
    if (scope === undefined)
      throw new CodedError('invalid', `"${part.trim()}" is no scope; there are ${SCOPES.join(', ')}.`);
    return scope;
  });
}
