import { textOf, type Body } from '../body.ts';
import { settleDevice, waitingDevice } from './device-codes.ts';
import { endPage } from './device.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import { html, page } from './html.ts';
import type { Login } from './login.ts';
import { startLogin } from './sign-in.ts';

/** `/activate`: the user of a device types the code that it shows, says that it is this one, and signs in. */
export const activation: Endpoint = {
  on: 'GET|POST /activate',
  async answer(call) {
    const { form, request } = call;
    const typed = textOf(form['user_code']);
    if (typed === '') return codePage();
    const found = waitingDevice(call, typed);
    if (found === undefined)
      return codePage('This code is wrong, was used, or has expired. Take the one that the device shows now.', typed);
    const { handle, device } = found;
    if (request.method === 'GET' || form['answer'] === undefined) return confirmationPage(call, device);
    if (form['answer'] === 'confirm') return startLogin(call, loginFor(call, handle, device));
    settleDevice(call, handle, { status: 'denied', reason: 'User cancelled the confirmation prompt.' });
    return endPage('The device was not let in', 'It is told so. Close this page.');
  },
};

function loginFor({ form }: AuthCall, handle: string, device: Body): Login {
  return {
    purpose: 'device',
    client_id: textOf(device['client_id']),
    audience: textOf(device['audience']),
    scope: textOf(device['scope']),
    organization_id: '',
    connection: '',
    login_hint: textOf(form['login_hint']),
    prompt: '',
    max_age: -1,
    nonce: '',
    request: { device_code: handle },
  };
}

const codePage = (problem = '', typed = ''): Response =>
  page({
    status: problem === '' ? 200 : 400,
    title: 'Connect a device',
    body: html`<h1>Connect a device</h1>
      ${problem === '' ? [] : html`<p role="alert">${problem}</p>`}
      <form method="post" action="/activate">
        <p>
          <label for="user_code">The code that the device shows</label>
          <input
            id="user_code"
            name="user_code"
            value="${typed}"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            required
          />
        </p>
        <button type="submit">Go on</button>
      </form>`,
  });

function confirmationPage({ tenant, form }: AuthCall, device: Body): Response {
  const client = tenant.store.get('clients', textOf(device['client_id'])) ?? {};
  return page({
    title: 'Connect a device',
    body: html`<h1>Is this the code on the device?</h1>
      <p><code id="code">${textOf(device['user_code'])}</code> of ${textOf(client['name'])}</p>
      <form method="post" action="/activate">
        <input type="hidden" name="user_code" value="${textOf(device['user_code'])}" />
        <input type="hidden" name="login_hint" value="${textOf(form['login_hint'])}" />
        <ul>
          <li><button type="submit" name="answer" value="confirm">Yes, go on</button></li>
          <li><button type="submit" name="answer" value="cancel">No, do not let it in</button></li>
        </ul>
      </form>`,
  });
}
