import { endWith, ofProcess, watchStreams } from './process.ts';
import { runAction } from './github/action.ts';

// The entry of the action of GitHub. Log and messages go to one stream: a group has to have all of it in it, in its order.
watchStreams();
await endWith(await runAction({ ...ofProcess(), stderr: process.stdout }));
