import { bodiesOf, textOf, type Body } from '../body.ts';
import type { Collection } from '../collection.ts';
import { leaveAction, revealAction, settleAction } from '../quirks/actions.ts';
import { leaveModule, revealModule, settleModule } from '../quirks/modules.ts';
import { same } from './filters.ts';

const triggers = (body: Body): string[] => bodiesOf(body['supported_triggers']).map(({ id }) => textOf(id));

/** Code of the tenant. */
export const actions: readonly Collection[] = [
  {
    name: 'modules',
    path: '/actions/modules',
    id: ['id', 'module'],
    stem: 'actions',
    noun: 'action module',
    create: 'CreateActionModuleRequestContent',
    update: 'UpdateActionModuleRequestContent',
    list: { key: 'modules', paging: 'actions' },
    unique: [['name'], 'An action module with the same name already exists.'],
    limit: 100,
    stamped: true,
    defaults: { dependencies: [], secrets: [] },
    settle: settleModule,
    reveal: revealModule,
    leave: leaveModule,
  },
  {
    name: 'actions',
    path: '/actions/actions',
    id: ['id', 'action'],
    stem: 'actions',
    noun: 'action',
    create: 'CreateActionRequestContent',
    update: 'UpdateActionRequestContent',
    list: {
      key: 'actions',
      paging: 'actions',
      size: 20,
      filters: {
        triggerId: ['text', (body, [id = '']) => triggers(body).includes(id)],
        actionName: same('name'),
        deployed: ['boolean', (body, values) => values.includes(String(body['_deployed'] !== undefined))],
        installed: ['boolean', (body, values) => values.includes(String(body['integration'] !== undefined))],
      },
    },
    unique: [['name'], 'An action with this name already exists.'],
    limit: 100,
    stamped: true,
    defaults: { code: 'module.exports = () => {}', dependencies: [], runtime: 'node22', secrets: [] },
    deleteQuery: { force: 'boolean' },
    settle: settleAction,
    reveal: revealAction,
    leave: leaveAction,
  },
];
