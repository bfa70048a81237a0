import type { Address } from '../model/address.ts';
import { warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { Failure, UsageError } from '../model/failure.ts';
import { lines, planAgain } from '../record/messages.ts';

const snapshotAgain = 'tenantry pull --snapshot writes it anew';

/** What is said of plans that were agreed to, and of plans without the tenant. */
export const planMessages = {
  planMissing: (path: string): UsageError =>
    new UsageError('plan-missing', `there is no plan in ${path}`, 'tenantry plan --out writes one'),
  planTenant: (path: string, found: string, wanted: string): UsageError =>
    new UsageError(
      'plan-tenant',
      `${path} is a plan for ${found}, not for ${wanted}`,
      'name the tenant and the environment of the plan',
    ),
  tenantChanged: (addresses: readonly Address[]): UsageError =>
    new UsageError('tenant-changed', `the tenant has changed since the plan was made:${lines(addresses)}`, planAgain),
  notAsAgreed: (paths: string, differences: readonly string[], digest: string): UsageError =>
    new UsageError(
      'not-as-agreed',
      `what there is to do now is not what ${paths} says:${lines(differences)}`,
      `nothing was written; ${planAgain}, or agree to what there is to do now: --approve-digest ${digest}`,
    ),
  otherDigest: (wanted: string, digest: string): UsageError =>
    new UsageError(
      'not-as-agreed',
      `what there is to do now has another digest than was agreed to:\n  agreed to  ${wanted}\n  now        ${digest}`,
      `nothing was written; look at the plan, and agree to it with --approve-digest ${digest}`,
    ),
  notADigest: (given: string): UsageError =>
    new UsageError(
      'approve-digest',
      `--approve-digest cannot be ${given}`,
      'a digest has 64 characters, 0 to 9 and a to f: plan --format json and plan --out say it',
    ),
  snapshotUnusable: (path: string, why: string): UsageError =>
    new UsageError(
      'snapshot-damaged',
      `${path} is no snapshot of a tenant that can be planned against: ${why}`,
      snapshotAgain,
    ),
  snapshotMissing: (path: string, tenant: string, environment: string): UsageError =>
    new UsageError(
      'snapshot-missing',
      `there is no snapshot of the tenant in ${path}, and without one nothing is known of what it has`,
      `tenantry pull ${tenant} --env ${environment} --snapshot writes it: commit it, and again from time to time`,
    ),
  snapshotElsewhere: (path: string, found: string, wanted: string): UsageError =>
    new UsageError('snapshot-elsewhere', `${path} is a snapshot of ${found}, not of ${wanted}`, snapshotAgain),
  snapshotLacks: (path: string, at: string, names: readonly string[]): Diagnostic =>
    warning('snapshot-lacks', `${path} of ${at} does not have ${names.join(', ')}, which the files are about now`, {
      hint: 'what the tenant has of it is not known here, so the plan may say too much',
    }),
  snapshotLink: (path: string): UsageError =>
    new UsageError(
      'snapshot-link',
      `${path} is a link, or in a folder that is one`,
      'delete it: snapshots are not written through links',
    ),
  noNetwork: (): Failure => new Failure('offline', 'an offline plan asks no server'),
};
