import { textOf, type Body } from '../body.ts';
import { wordsOf } from './access.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import { errorPage, html, page, type Html } from './html.ts';
import { dropLogin, keptLogin, type Login } from './login.ts';
import { deny } from './refusals.ts';
import { refused, signIn, usersFor } from './sign-in.ts';
import { organizationsOf } from './users.ts';

/** How many can be chosen from. */
const SHOWN = 200;

/** The page on which somebody chooses who they are. */
export const loginPage: Endpoint = {
  on: 'GET /u/login',
  answer(call) {
    const login = keptLogin(call, textOf(call.form['state']));
    return login === undefined ? ended() : choicePage(call, login);
  },
};

/** Somebody has chosen. */
export const loginChoice: Endpoint = {
  on: 'POST /u/login',
  async answer(call) {
    const { form, tenant } = call;
    const handle = textOf(form['state']);
    const login = keptLogin(call, handle);
    if (login === undefined) return ended();
    if (form['cancel'] !== undefined) {
      dropLogin(call, handle);
      return refused(call, login, deny('cancelled'));
    }
    const [userId = '', organizationId = ''] = textOf(form['user']).split(' ');
    const user = usersFor(call, login).find((one) => encodeURIComponent(textOf(one['user_id'])) === userId);
    if (user === undefined) return choicePage(call, login, 'This user cannot sign in here. Choose another one.');
    dropLogin(call, handle);
    const chosen = organizationId === '' ? login.organization_id : organizationId;
    return signIn(call, login, tenant.store.get('users', textOf(user['user_id'])) ?? user, chosen);
  },
};

const ended = (): Response =>
  errorPage(400, 'invalid_request', 'This login has ended. Go back to the application and sign in again.');

function choicePage(call: AuthCall, login: Login, problem = ''): Response {
  const { tenant, form } = call;
  const client = tenant.store.get('clients', login.client_id) ?? {};
  const organization = tenant.store.get('organizations', login.organization_id);
  const all = choicesOf(call, login, client);
  const choices = all.slice(0, SHOWN);
  const left = all.length - choices.length;
  const where = organization === undefined ? '' : ` at ${textOf(organization['display_name'] ?? organization['name'])}`;
  const unknown = login.login_hint === '' ? '' : `Nobody is called ${login.login_hint}.`;
  const note = problem === '' ? unknown : problem;
  return page({
    title: `Sign in to ${textOf(client['name'])}`,
    body: html`<h1>Sign in to ${textOf(client['name'])}</h1>
      <p>Who are you${where}? The emulator asks for no password.</p>
      ${note === '' ? [] : html`<p role="alert">${note}</p>`}
      <form method="post" action="/u/login">
        <input type="hidden" name="state" value="${textOf(form['state'])}" />
        ${
          choices.length === 0
            ? nobody(login)
            : html`<ul>
                ${choices}
              </ul>`
        }
        ${left > 0 ? html`<p class="note">${String(left)} more can be named by <code>login_hint</code>.</p>` : []}
        <p class="note">
          ${asked(
            tenant.store.find('resource_servers', (one) => one['identifier'] === login.audience),
            login,
          )}
        </p>
        <button class="quiet" type="submit" name="cancel" value="1">Cancel</button>
      </form>`,
  });
}

const nobody = (login: Login): Html =>
  html`<p>
    There is nobody to choose. Users stand in <code>tests/users.yaml</code> of the
    tenant${login.connection === '' ? '' : `; the application asks for users of the connection ${login.connection}`},
    and their connection has to be enabled for the application.
  </p>`;

function asked(api: Body | undefined, login: Login): Html {
  const scopes = wordsOf(login.scope).join(' ');
  if (scopes === '') return html`The application asks for no scopes.`;
  const of = api === undefined ? '' : ` of ${textOf(api['name'])}`;
  return html`Choosing lets the application have: <code>${scopes}</code>${of}.`;
}

/** A button for each user and, where a user has to choose one, each organization. */
function choicesOf(call: AuthCall, login: Login, client: Body): Html[] {
  const { tenant } = call;
  const hasToChoose = login.organization_id === '' && client['organization_usage'] === 'require';
  return usersFor(call, login).flatMap((user) => {
    const userId = textOf(user['user_id']);
    const organizations = hasToChoose ? organizationsOf(tenant, userId) : [];
    const choices = hasToChoose ? organizations : [undefined];
    return choices.map((organization) => {
      const value = [encodeURIComponent(userId), textOf(organization?.['id'])].join(' ').trim();
      const name = textOf(user['name']) || textOf(user['email']) || userId;
      const details = [textOf(user['email']), textOf(user['_connection']), textOf(organization?.['name'])];
      return html`<li>
        <button type="submit" name="user" value="${value}">
          ${name}<small>${details.filter((detail) => detail !== '' && detail !== name).join(' · ')}</small>
        </button>
      </li>`;
    });
  });
}
