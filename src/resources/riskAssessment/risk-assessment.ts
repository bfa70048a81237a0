import { emptySection, singleton } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { omit } from '../../model/json.ts';

/** How risky a login is: whether that is judged, and for how long a device counts as known. */
export const riskAssessment: ResourceType = {
  name: 'riskAssessment',
  section: 'riskAssessment',
  identity: { keys: [] },
  scopes: ['read:attack_protection', 'update:attack_protection'],
  endpoints: emptySection,
  children: [
    {
      name: 'settings',
      path: 'settings',
      shape: 'one',
      identity: { keys: [] },
      endpoints: singleton(
        (api) => api.riskAssessments.settings.get(),
        (api, body) => api.riskAssessments.settings.update(body),
        [404],
      ),
      defaults: { enabled: false },
    },
    {
      name: 'new_device',
      path: 'new_device',
      shape: 'one',
      identity: { keys: [] },
      endpoints: singleton(
        (api) => api.riskAssessments.settings.newDevice.get(),
        (api, body) => api.riskAssessments.settings.newDevice.update(body),
        [404],
      ),
      hooks: {
        // Exported files say 0 where nothing was ever set; the API takes 1 to 365.
        fromFile: (desired) => (desired['remember_for'] === 0 ? omit(desired, ['remember_for']) : desired),
      },
    },
  ],
};
