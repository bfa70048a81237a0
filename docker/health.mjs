// Whether the emulator in this container answers, over http or with --tls over https: exit 0, or 1. EMULATOR_PORT is its port, by default 4010.
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';

const path = `://127.0.0.1:${process.env['EMULATOR_PORT'] ?? '4010'}/emulator/health`;

/** Its certificate is not looked at: nobody stands between this process and the other one. */
const asked = (get_, url) =>
  new Promise((resolve) => {
    const request = get_(url, { rejectUnauthorized: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', () => resolve(false));
  });

const isHealthy = (await asked(get, `http${path}`)) || (await asked(getSecurely, `https${path}`));
process.exit(isHealthy ? 0 : 1);
