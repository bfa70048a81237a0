import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateBrandingThemeRequestContent', 'UpdateBrandingThemeRequestContent'],
  required: ['borders', 'colors', 'fonts', 'page_background', 'widget'],
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'The theme of Universal Login: a list of one.',
  displayName: 'The name of the theme.',
  borders: 'Corners and lines of buttons, inputs and the login box.',
  'borders.button_border_radius': 'How round the corners of buttons are, in pixels.',
  'borders.button_border_weight': 'How thick the lines around buttons are, in pixels.',
  'borders.buttons_style': 'The shape of buttons.',
  'borders.input_border_radius': 'How round the corners of inputs are, in pixels.',
  'borders.input_border_weight': 'How thick the lines around inputs are, in pixels.',
  'borders.inputs_style': 'The shape of inputs.',
  'borders.show_widget_shadow': 'Whether the login box has a shadow.',
  'borders.widget_border_weight': 'How thick the line around the login box is, in pixels.',
  'borders.widget_corner_radius': 'How round the corners of the login box are, in pixels.',
  colors: 'The colours of texts, buttons, inputs and the login box.',
  'colors.primary_button': 'The colour of the main button.',
  'colors.primary_button_label': 'The colour of the text on the main button.',
  'colors.links_focused_components': 'The colour of links and of what has the focus.',
  'colors.widget_background': 'The colour of the login box.',
  fonts: 'The font, and the size and weight of each kind of text.',
  'fonts.font_url': "Where the font is loaded from, as HTTPS; empty for Auth0's own.",
  'fonts.links_style': 'Whether links are underlined.',
  'fonts.reference_text_size': 'The size that the other sizes are percentages of, in pixels.',
  page_background: 'What is behind the login box.',
  'page_background.background_color': 'The colour behind the login box.',
  'page_background.background_image_url': 'A picture behind the login box, as HTTPS; empty for none.',
  'page_background.page_layout': 'Where on the page the login box is.',
  widget: 'Logo and texts at the top of the login box.',
  'widget.logo_url': "The logo, as HTTPS; empty for the tenant's.",
  'widget.logo_position': 'Where the logo is, or that there is none.',
  'widget.logo_height': 'How high the logo is, in pixels.',
  'widget.header_text_alignment': 'How the title is aligned.',
  'widget.social_buttons_layout': 'Whether the social logins are above or below the form.',
  identifiers: 'How users are asked who they are. Not every tenant has it.',
  'identifiers.login_display': 'Whether each kind of identifier has a field of its own.',
  'identifiers.otp_autocomplete': 'Whether browsers may fill in one-time codes.',
  'identifiers.phone_display': 'How phone numbers are shown.',
};
