import { words } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateVerifiableCredentialTemplateRequestContent', 'UpdateVerifiableCredentialTemplateRequestContent'],
  // An update takes null for these and has nothing to clear them to.
  first: words('name type dialect well_known_trusted_issuers'),
  omit: ['version'],
  limits: {
    name: { minLength: 1, maxLength: 255 },
    type: { minLength: 1, maxLength: 255 },
    dialect: { enum: ['simplified/1.0'] },
    'presentation.*.*': { minProperties: 1 },
    custom_certificate_authority: { minLength: 1, maxLength: 4096 },
    well_known_trusted_issuers: { enum: ['aamva'] },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'What holders of a mobile driving licence are asked to show.',
  name: 'The name of the template.',
  type: 'The kind of credential, such as `mdl`.',
  dialect: 'The form in which `presentation` is written.',
  presentation: 'What is asked for: a document type of ISO 18013-5, in it a namespace, in that the elements.',
  'presentation.*': 'The namespace of the elements.',
  'presentation.*.*': 'The elements by name, `true` for each that is asked for.',
  custom_certificate_authority: 'The certificate of an issuer that is trusted as well. Fixed once created.',
  well_known_trusted_issuers: 'The issuers that are trusted: those that AAMVA lists.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'An element that the files do not name stays as the tenant has it: `false` stops asking for it.',
];
