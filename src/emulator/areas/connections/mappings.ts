import type { Body } from '../../body.ts';

/** Mappings that the API fills in, as the field of a user and what it is called at the other end. */
const pairs = (other: string, rows: readonly (readonly [auth0: string, other: string])[]): Body[] =>
  rows.map(([auth0, name]) => ({ auth0, [other]: name }));

const DIRECTORY =
  'app_metadata.external_id=id email=primaryEmail primaryEmail name=name.fullName ' +
  'given_name=name.givenName family_name=name.familyName isAdmin is_admin=isAdmin isDelegatedAdmin ' +
  'agreedToTerms tou_accepted=agreedToTerms suspended is_suspended=suspended blocked=suspended ' +
  'suspensionReason archived ipWhitelisted is_ipWhitelisted=ipWhitelisted kind etag customerId ' +
  'orgUnitPath emails phones externalIds aliases addresses organizations nonEditableAliases relations ' +
  'languages posixAccounts notes websites locations keywords gender ims creationTime lastLoginTime ' +
  'changePasswordAtNextLogin isMailboxSetup includeInGlobalAddressList thumbnailPhotoUrl ' +
  'thumbnailPhotoEtag isEnrolledIn2Sv isEnforcedIn2Sv recoveryEmail recoveryPhone sshPublicKeys ' +
  'customSchemas';

/** The default mapping of Google Workspace: most fields keep their names. */
export const directoryMapping: Body[] = pairs(
  'idp',
  DIRECTORY.split(' ').map((pair) => {
    const [auth0 = '', idp = auth0] = pair.split('=');
    return [auth0, idp] as const;
  }),
);

/** What users are known by in SCIM: Entra ID by another name and address than the others. */
const ENTRA = [
  ['upn', 'userName'],
  ['email', 'emails[type eq "work"].value'],
] as const;
const OTHERS = [
  ['preferred_username', 'userName'],
  ['email', 'emails[primary eq true].value'],
] as const;

/** The default mapping of SCIM. */
export const scimMapping = (strategy: string): Body[] =>
  pairs('scim', [
    ...(strategy === 'waad' ? ENTRA : OTHERS),
    ['app_metadata.external_id', 'externalId'],
    ['blocked', 'active'],
    ['name', 'displayName'],
    ['given_name', 'name.givenName'],
    ['family_name', 'name.familyName'],
    ['nickname', 'nickName'],
    ['picture', 'photos[type eq "photo"].value'],
    ['app_metadata.work_phone_number', 'phoneNumbers[type eq "work"].value'],
    ['app_metadata.mobile_phone_number', 'phoneNumbers[type eq "mobile"].value'],
    ['app_metadata.fax_number', 'phoneNumbers[type eq "fax"].value'],
    ['app_metadata.street_address', 'addresses[type eq "work"].streetAddress'],
    ['app_metadata.city', 'addresses[type eq "work"].locality'],
    ['app_metadata.state', 'addresses[type eq "work"].region'],
    ['app_metadata.postal_code', 'addresses[type eq "work"].postalCode'],
    ['app_metadata.postal_address', 'addresses[type eq "work"].formatted'],
    ['app_metadata.country', 'addresses[type eq "work"].country'],
    ['app_metadata.profile_url', 'profileUrl'],
    ['app_metadata.user_type', 'userType'],
    ['app_metadata.title', 'title'],
    ['app_metadata.language', 'preferredLanguage'],
    ['app_metadata.locale', 'locale'],
    ['app_metadata.timezone', 'timezone'],
    ['app_metadata.employee_id', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber'],
    ['app_metadata.cost_center', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.costCenter'],
    ['app_metadata.organization', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.organization'],
    ['app_metadata.division', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.division'],
    ['app_metadata.department', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department'],
    ['app_metadata.manager', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager'],
  ]);
