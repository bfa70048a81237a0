import { textOf } from '../body.ts';
import { settleDevice } from './device-codes.ts';
import type { Finisher } from './finisher.ts';
import { html, page } from './html.ts';

/** `purpose: device`: the device gets its tokens when it asks the next time. */
export const deviceFinisher: Finisher = {
  protocol: 'oauth2-device-code',
  approved(call, login, approval) {
    settleDevice(call, textOf(login.request['device_code']), { status: 'approved', approval });
    return endPage('The device is connected', 'Go back to it: it goes on by itself.');
  },
  refused(call, login, { error_description: reason = '' }) {
    settleDevice(call, textOf(login.request['device_code']), { status: 'denied', reason });
    return endPage('The device was not let in', reason, 403);
  },
};

/** What the user of a device sees at last. */
export const endPage = (title: string, text: string, status = 200): Response =>
  page({
    status,
    title,
    body: html`<h1>${title}</h1>
      <p>${text}</p>`,
  });
