import { auth0 } from '../auth0.js';

export default async function Page() {
  const session = await auth0.getSession();
  // A plain link: the router does not follow redirects to other origins.
  return session === null ? <a href="/auth/login">Sign in</a> : <p id="user">{session.user.email}</p>;
}
