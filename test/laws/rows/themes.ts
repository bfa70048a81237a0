import type { Body } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { body, flag, one, whole } from './values.ts';

const colors: Body = Object.fromEntries(
  [
    'body_text',
    'error',
    'header',
    'icons',
    'input_background',
    'input_border',
    'input_filled_text',
    'input_labels_placeholders',
    'links_focused_components',
    'primary_button',
    'primary_button_label',
    'secondary_button_border',
    'secondary_button_label',
    'success',
    'widget_background',
    'widget_border',
  ].map((name, index) => [name, `#0000${10 + index}`]),
);

const text = { bold: false, size: 100 };

/** A theme with all that a theme has to have. */
const theme: Body = {
  borders: {
    button_border_radius: 3,
    button_border_weight: 1,
    buttons_style: 'rounded',
    input_border_radius: 3,
    input_border_weight: 1,
    inputs_style: 'rounded',
    show_widget_shadow: true,
    widget_border_weight: 0,
    widget_corner_radius: 5,
  },
  colors,
  fonts: {
    body_text: text,
    buttons_text: text,
    font_url: '',
    input_labels: text,
    links: text,
    links_style: 'normal',
    reference_text_size: 16,
    subtitle: text,
    title: text,
  },
  page_background: { background_color: '#000000', background_image_url: '', page_layout: 'center' },
  widget: {
    header_text_alignment: 'center',
    logo_height: 52,
    logo_position: 'center',
    logo_url: '',
    social_buttons_layout: 'bottom',
  },
};

/** Colours, fonts and borders of Universal Login. */
export const themes: Row[] = [
  {
    title: 'themes',
    type: 'themes',
    at: (resource) => ({ themes: [resource] }),
    address: 'themes',
    always: theme,
    fields: {
      displayName: one('Harbor', 'Harbor & Co'),
      'borders.button_border_radius': whole(1, 10),
      'borders.inputs_style': one('pill', 'sharp'),
      'borders.show_widget_shadow': flag,
      'colors.primary_button': one('#112233', '#223344'),
      'colors.base_focus_color': one('#112233', '#223344'),
      'colors.captcha_widget_theme': one('auto', 'dark'),
      'fonts.font_url': one('https://harbor.test/a.woff2', 'https://harbor.test/b.woff2'),
      'fonts.title': body({ bold: flag, size: whole(75, 150) }),
      'page_background.page_layout': one('left', 'right'),
      'widget.logo_position': one('left', 'none'),
      identifiers: body({
        login_display: one('unified', 'separate'),
        otp_autocomplete: flag,
        phone_display: body({ formatting: one('international'), masking: one('mask_digits', 'show_all') }),
      }),
    },
    server: { themeId: '000000000000000000000000' },
    live: (read) => read('/branding/themes/default'),
    byHand: [
      {
        post: '/branding/themes',
        body: {
          ...theme,
          displayName: 'By hand',
          colors: { ...colors, primary_button: '#000000', read_only_background: '#111111' },
        },
      },
    ],
  },
];
