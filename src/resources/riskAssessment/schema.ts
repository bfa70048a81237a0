import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  children: {
    settings: { sdk: ['UpdateRiskAssessmentsSettingsRequestContent'] },
    // Exported files say 0 where nothing was set.
    new_device: { add: { remember_for: { type: 'integer', minimum: 0, maximum: 365 } } },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'How risky a login is.',
  settings: 'Whether that is judged.',
  'settings.enabled': 'Whether actions learn how risky a login is.',
  new_device: 'When a device is new.',
  'new_device.remember_for': 'For how many days a device is known: 1 to 365.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'Each part is a change of its own, and a part that the files leave out is not even read.',
];
