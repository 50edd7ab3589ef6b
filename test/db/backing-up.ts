// A process that makes backups, to be killed while it does.

import { backUp } from '../../db/backup.ts';

const [, , folder, file] = process.argv;
process.stdout.write('begun\n');
for (;;) await backUp(folder!, file!, { now: 2, withFiles: true });
