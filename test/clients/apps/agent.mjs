// A browser without a screen: it keeps cookies, follows redirects and sends forms.
import assert from 'node:assert/strict';

/** Starts a browser that nobody has signed in with. */
export function makeAgent() {
  const cookies = new Map();

  /** Goes to a URL, until there is a page or a redirect to one of the places that are named by their beginning. */
  async function go(start, { until = [], ...init } = {}) {
    let [url, options] = [new URL(start), init];
    for (let hops = 0; hops < 10; hops += 1) {
      if (until.some((place) => url.href.startsWith(place))) return { url };
      const headers = {
        ...options.headers,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      };
      const response = await fetch(url, { ...options, headers, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        const isGone = value === '' || /max-age=0/i.test(line);
        if (isGone) cookies.delete(name);
        else cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) return { url, status: response.status, text: await response.text() };
      [url, options] = [new URL(location, url), {}];
    }
    throw new Error(`redirected for ever: ${url}`);
  }

  /** Sends the form of a page, by the button that has a text; fields may be filled in. */
  function send({ url, text }, button, fields = {}, options = {}) {
    const form = /<form[^>]*action="([^"]*)"[^>]*>([^]*?)<\/form>/.exec(text);
    assert.ok(form, `a form in\n${text}`);
    const body = new URLSearchParams();
    for (const [tag] of form[2].matchAll(/<input[^>]*>/g)) body.set(attribute(tag, 'name'), attribute(tag, 'value'));
    const pressed = [...form[2].matchAll(/<button([^>]*)>([^]*?)<\/button>/g)].find(([, , label]) =>
      label.includes(button),
    );
    assert.ok(pressed, `the button ${button} in\n${text}`);
    if (attribute(pressed[1], 'name') !== '') body.set(attribute(pressed[1], 'name'), attribute(pressed[1], 'value'));
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return go(new URL(plain(form[1]), url), { method: 'POST', body, ...options });
  }

  return { cookies, go, send };
}

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const plain = (text) => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]);
const attribute = (tag, name) => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
