import type { Case } from '../../model/case.ts';
import type { Place } from '../../model/diagnostic.ts';
import { version } from '../../version.ts';
import type { ReportedRule } from '../view.ts';
import type { Format } from './format.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * A report for code scanners: SARIF 2.1.0. All rules are declared, so that alerts of those that pass are closed; what is
 * accepted is there as suppressed, and what could not be told as well as what could not be done at all are notifications.
 */
export const sarif: Format = ({ title, cases = [], rules = [], failures = [] }) => {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const found = cases.filter(
    ({ state, place, address }) =>
      state === 'failed' || (state === 'waived' && (place !== undefined || address !== undefined)),
  );
  const unknown = cases.filter(({ state }) => state === 'unknown');
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tenantry', version, semanticVersion: version, rules: rules.map(ruleOf) } },
        automationDetails: { id: `tenantry/${title}` },
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            ...(failures.length === 0
              ? {}
              : {
                  toolConfigurationNotifications: failures.map((text) => ({ level: 'error', message: { text } })),
                }),
            ...(unknown.length === 0
              ? {}
              : {
                  toolExecutionNotifications: unknown.map(({ name, lines, code }) => ({
                    level: 'note',
                    message: { text: [name, ...lines].join(': ') },
                    ...(code !== undefined && indexes.has(code)
                      ? { associatedRule: { id: code, index: indexes.get(code) } }
                      : {}),
                  })),
                }),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: found.map((one) => resultOf(one, indexes)),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
};

function ruleOf({ id, severity, says, hint, page, tags }: ReportedRule): object {
  return {
    id,
    shortDescription: { text: `${says[0]?.toUpperCase() ?? ''}${says.slice(1)}.` },
    help: { text: hint, markdown: page },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [...tags] },
  };
}

function resultOf(one: Case, indexes: ReadonlyMap<string, number>): object {
  const { name, code = name, severity = 'error', lines, hint, place, address, state } = one;
  const index = indexes.get(code);
  const logical =
    address === undefined || address === ''
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: address, kind: 'resource' }] };
  const physical = place === undefined ? {} : { physicalLocation: locationOf(place) };
  const hasLocation = place !== undefined || Object.keys(logical).length > 0;
  return {
    ruleId: code,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: levels[severity],
    message: { text: [...lines, ...(hint === undefined ? [] : [hint])].join('\n') },
    ...(hasLocation ? { locations: [{ ...physical, ...logical }] } : {}),
    // The line may move; the resource and what is said of it stay.
    partialFingerprints: { 'resource/v1': `${code} ${address ?? ''} ${lines[0] ?? ''}` },
    ...(state === 'waived'
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: lines.slice(1).join('\n') }] }
      : {}),
  };
}

/** A place, by a path from where the command was called: code scanners know no other. */
function locationOf({ file, line, column, length }: Place): object {
  return {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
    region: { startLine: line, startColumn: column, endColumn: column + length },
  };
}
