import { answer, optional } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** Colours, fonts and borders of Universal Login: one theme, in the files a list of at most one. */
export const themes: ResourceType = {
  name: 'themes',
  section: 'themes[]',
  identity: { keys: [], id: 'themeId' },
  // There is no scope for creating: a new theme is an update of the branding.
  scopes: ['read:branding', 'update:branding', 'delete:branding'],
  endpoints: {
    get: (api) => optional(api.branding.themes.getDefault()),
    create: (api, _target, body) => answer(api.branding.themes.create(body)),
    update: (api, { id }, body) => answer(api.branding.themes.update(id, body)),
    delete: (api, { id }) => answer(api.branding.themes.delete(id)),
  },
  readOnly: ['themeId'],
  // A PATCH has to name every part of the theme.
  replacesWhole: true,
};
