import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['SetGuardianSettingsRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'For how long a browser that passed a second factor is not asked again.',
  display_remember_me_checkbox: 'Whether users can choose to be remembered.',
  remember_me_default_value: 'Whether that is chosen by default.',
  mfa_session_inactivity_timeout:
    'The seconds without a login after which a second factor is asked for again: an hour to 30 days, and no more than overall.',
  mfa_session_overall_timeout: 'The seconds after which it is asked for again in any case: an hour to 90 days.',
};
