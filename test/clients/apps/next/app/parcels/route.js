import { auth0 } from '../../auth0.js';

export const dynamic = 'force-dynamic';

/** The access token, renewed by the refresh token where the request says so. */
export const GET = async (request) =>
  Response.json(await auth0.getAccessToken({ refresh: new URL(request.url).searchParams.has('refresh') }));
