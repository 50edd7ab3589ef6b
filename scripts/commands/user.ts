// `keelwatch user`: who may use the monitor, from the machine that it runs on. It is also the way back in for somebody who is
// locked out: whoever may read the data folder may make a link.

import { Command, Option } from 'commander';
import { ROLES, type Role } from '../../server/domain/access/need.ts';
import { isoMoment } from '../../server/domain/time.ts';
import { printLink, withAccess } from './access-desk.ts';
import { print, printJson } from './list-desk.ts';

export function userCommand(): Command {
  const user = new Command('user').description('users: add, list, disable, or let one in again');
  const role = () => new Option('--role <role>', 'what they may do').choices([...ROLES]);
  user
    .command('add')
    .description('make a user; prints the one-time link by which they choose a password')
    .argument('<name>')
    .addOption(role().default('analyst'))
    .option('--team <team>')
    .action((name: string, flags: { role: Role; team?: string }) =>
      withAccess(async ({ access, config, by }) => {
        const asked = { name, role: flags.role, team: flags.team ?? null };
        const { user: made, link } = await access.users.add(asked, by);
        print(`${made.name} is ${made.role}.`);
        printLink(made.name, link, config);
      }),
    );
  user
    .command('list')
    .description('users with their roles')
    .option('--json', 'one JSON object per row')
    .action((flags: { json?: boolean }) =>
      withAccess(async ({ store }) => {
        for (const row of await store.users()) {
          const { name, role: held, team, disabledAt, createdAt, hasPassword } = row;
          const seenAt = (await store.sessionsOf(row.id))[0]?.seenAt;
          const seen = seenAt === undefined ? null : isoMoment(seenAt);
          if (flags.json) {
            printJson({ name, role: held, team, disabled: disabledAt !== null, created: isoMoment(createdAt), seen });
            continue;
          }
          const state =
            disabledAt !== null ? 'disabled' : hasPassword ? (seen ?? 'not signed in') : 'has chosen no password';
          print(`${name.padEnd(24)}  ${held.padEnd(8)}  ${(team ?? '').padEnd(16)}  ${state}`);
        }
      }),
    );
  user
    .command('role')
    .description('change what somebody may do; it holds at once')
    .argument('<name>')
    .argument('<role>', ROLES.join(', '))
    .action((name: string, held: Role) =>
      withAccess(async ({ access, by }) => {
        const changed = await access.users.change((await access.users.find(name)).id, { role: held }, by);
        print(`${changed.name} is ${changed.role}.`);
      }),
    );
  for (const [command, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    user
      .command(command)
      .description(disabled ? 'end all logins and tokens of somebody, and let them in no more' : 'let them in again')
      .argument('<name>')
      .action((name: string) =>
        withAccess(async ({ access, by }) => {
          const changed = await access.users.change((await access.users.find(name)).id, { disabled }, by);
          print(
            `${changed.name} is ${disabled ? 'disabled: every login has ended, and no token works' : 'let in again'}.`,
          );
        }),
      );
  }
  user
    .command('link')
    .description('a new one-time link for somebody who is locked out; using it ends their other logins')
    .argument('<name>')
    .action((name: string) =>
      withAccess(async ({ access, config, by }) => {
        const found = await access.users.find(name);
        printLink(found.name, await access.users.link(found.id, by), config);
      }),
    );
  return user;
}
