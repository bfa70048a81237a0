import type { Collection } from '../collection.ts';
import { revealEventStream, settleEventStream, settleLogStream } from '../quirks/streams.ts';

/** Where the log and events are sent. */
export const streams: readonly Collection[] = [
  {
    name: 'log_streams',
    path: '/log-streams',
    id: ['id', 'logStream'],
    stem: 'log_streams',
    noun: 'log stream',
    create: 'CreateLogStreamRequestContent',
    update: 'UpdateLogStreamRequestContent',
    list: { key: 'log_streams', paging: 'none' },
    writeOnly: ['startFrom'],
    defaults: { status: 'active', isPriority: false, filters: [] },
    statuses: { create: 200 },
    settle: settleLogStream,
  },
  {
    name: 'event_streams',
    path: '/event-streams',
    id: ['id', 'eventStream'],
    stem: 'event_streams',
    noun: 'event stream',
    create: 'EventStreamsCreateRequest',
    update: 'UpdateEventStreamRequestContent',
    list: { key: 'eventStreams', paging: 'checkpoint' },
    unique: [['name'], 'Event stream name already in use.'],
    stamped: true,
    defaults: { status: 'enabled', subscriptions: [] },
    settle: settleEventStream,
    reveal: revealEventStream,
  },
];
