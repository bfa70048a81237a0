// Loaded before the program by NODE_OPTIONS: ends the process without a word at the change of files that KILL_AT counts, after
// half of it where it can be halved; without KILL_AT it says how many changes there were.
'use strict';
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const at = Number(process.env.KILL_AT ?? 0);
const root = process.env.KILL_IN ?? '';
let count = 0;
for (const name of ['writeFileSync', 'renameSync', 'rmSync', 'mkdirSync', 'chmodSync', 'linkSync']) {
  const real = fs[name];
  fs[name] = (...given) => {
    const isOurs = given.slice(0, 2).some((one) => typeof one === 'string' && one.startsWith(root));
    if (isOurs) count += 1;
    if (isOurs && count === at) {
      const [path, data, ...more] = given;
      if (name === 'writeFileSync') real(path, data.slice(0, data.length >> 1), ...more);
      process.kill(process.pid, 'SIGKILL');
    }
    return real(...given);
  };
}
syncBuiltinESMExports();
if (at === 0) process.on('exit', () => process.stderr.write(`changes of files: ${count}\n`));
