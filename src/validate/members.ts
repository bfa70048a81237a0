import { originAt } from '../canonical/origin.ts';
import { referencesOf } from '../canonical/references.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { keyText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { segments, select } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { Expected } from './expected.ts';
import { ruleMessages } from './rule-messages.ts';
import type { At } from './rule-messages.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Membership } from '../catalog/rule.ts';
import type { Selection } from '../selection.ts';
import { isUnknown } from '../canonical/unknown.ts';

/** Resources, and whether all is known of them: what they do not say they do not have. */
type KnownResources = Pick<Expected, 'resources'> & { isComplete?: true };

/** Values that the resource they belong to does not have, where the files declare it and say what it has. */
export function checkMembers(
  type: Type,
  resource: DesiredResource,
  desired: KnownResources,
  catalog: Catalog,
  selection: Pick<Selection, 'isExcluded'>,
): Diagnostic[] {
  return (type.members ?? []).flatMap((member) =>
    select(resource.body, member.path).flatMap(({ path, value }) =>
      declaredTargets(resource, member, path, desired, catalog).flatMap(({ target, at }) => {
        if (selection.isExcluded(target)) return [];
        return compared(
          member,
          value,
          target,
          {
            origin: originAt(resource, member.isAtReference === true ? at : path),
            address: resource.address,
            severity: member.severity,
          },
          desired.isComplete,
        );
      }),
    ),
  );
}

function compared(member: Membership, value: Json, target: DesiredResource, at: At, isComplete = false): Diagnostic[] {
  const [field = ''] = segments(member.in);
  // What the files do not say of the other resource may be anything.
  if (!(isComplete || Object.hasOwn(target.body, field)) || isUnknown(target, member.in) || typeof value !== 'string')
    return [];
  // What has another form is said, and tells nothing of what is in it.
  const given = target.body[field] ?? null;
  if (given !== null && typeof given !== 'object') return [];
  const known = select(target.body, member.in).map((one) => keyText(one.value));
  if (known.includes(value)) return [];
  const place = { type: target.type, origin: originAt(target, [field]) };
  return [ruleMessages.notDefined(value, field, known, place, at)];
}

/** The declared resources that a value has to be defined by, and the references that lead to them. */
function declaredTargets(
  resource: DesiredResource,
  { path: pattern, of, to }: Membership,
  place: Path,
  { resources }: KnownResources,
  catalog: Catalog,
): { target: DesiredResource; at: Path }[] {
  const singleton = to === undefined ? undefined : resources.get(to);
  if (singleton !== undefined) return [{ target: singleton, at: place }];
  const names = segments(of ?? '');
  const differs = segments(pattern).findIndex((segment, index) => segment !== names[index]);
  const beside = place.slice(0, Math.max(0, differs));
  return referencesOf(resource, catalog)
    .filter(({ field, path }) => field === of && beside.every((segment, index) => path[index] === segment))
    .flatMap(({ path, targets }) =>
      targets.flatMap(({ address }) => {
        const target = resources.get(address);
        return target === undefined ? [] : [{ target, at: path }];
      }),
    );
}
