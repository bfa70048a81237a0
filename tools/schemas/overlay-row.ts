import type { Schema } from './schema.ts';

/** What the SDK's types and the catalog cannot say about the files' form of one resource type, or of one kind of child. */
export interface Row {
  /** Request types of the SDK, whose fields together are the fields in the files. */
  sdk?: readonly string[];
  /** Fields of which only the first of those types is right. */
  first?: readonly string[];
  /** Fields that those types forget, or have otherwise, by path. */
  add?: Readonly<Record<string, Schema>>;
  /** Fields of those types that the files do not have. */
  omit?: readonly string[];
  deprecated?: readonly string[];
  /** The required fields, where they are not the keys of the identity; a list is a choice. */
  required?: readonly (string | readonly string[])[];
  /** A field whose shape depends on another one. */
  variants?: Variants;
  children?: Readonly<Record<string, Row>>;
  /** The SDK's lists of the names that stand as keys in the section. */
  keys?: Readonly<Record<string, string>>;
}

/** How the shape of `field` depends on the value of `by`: by types of the SDK, or by the fields that the shape has. */
export type Variants = { by: string; field: string } & (
  { types: readonly string[] } | { members: Readonly<Record<string, string>> }
);

/** Any text. */
export const text: Schema = { type: 'string' };
/** A whole number. */
export const count: Schema = { type: 'integer' };
/** Yes or no. */
export const flag: Schema = { type: 'boolean' };
/** Texts by name; null takes one away, or all. */
export const texts: Schema = { type: 'object', additionalProperties: { ...text, nullable: true }, nullable: true };

/** An object with these fields and no others. */
export function object(properties: Record<string, Schema>, ...required: string[]): Schema {
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

/** A list of such objects. */
export function listOf(properties: Record<string, Schema>, ...required: string[]): Schema {
  return { type: 'array', items: object(properties, ...required) };
}

/** The words of a text. */
export function words(list: string): string[] {
  return list.trim().split(/\s+/);
}

/** Endings of the SDK's types for the strategies of connections. */
export const strategies = words(`
  Ad Adfs Amazon Apple Auth0Oidc AzureAd Baidu Bitbucket Bitly Box Custom Daccount Dropbox Dwolla Email Evernote
  EvernoteSandbox Exact Facebook Fitbit GitHub GoogleApps GoogleOAuth2 Instagram Ip Line Linkedin OAuth1 OAuth2 Office365
  Oidc Okta Paypal PaypalSandbox PingFederate PlanningCenter Salesforce SalesforceCommunity SalesforceSandbox Saml
  Sharepoint Shop Shopify Sms Soundcloud ThirtySevenSignals Twitter Untappd Vkontakte Weibo WindowsLive Wordpress Yahoo
  Yandex
`);
