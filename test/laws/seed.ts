/** The seed of all generated bodies: the same in every run, unless the environment has another one. */
export const seed = Number(process.env['TENANTRY_SEED'] ?? 20261122);

/** The path to one case among the generated ones, as a failing law prints it. */
export const casePath = process.env['TENANTRY_CASE'];
