import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../../../src/emulator/certificate.ts';
import { advisoriesOf, domainFacts, network } from '../../../src/session/check-facts.ts';

const noFetch = (): Promise<Response> => Promise.reject(new Error('no network'));

/** A server of DNS that has one CNAME, of `login.acme.example`. */
async function dns(): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    const isKnown = question.toString('latin1').includes('login');
    const name = Buffer.from('\u0004edge\u0005auth0\u0003com\u0000', 'latin1');
    const header = Buffer.from(question.subarray(0, 12));
    header.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(isKnown ? 1 : 0, 6);
    header.writeUInt32BE(0, 8);
    const answer = Buffer.alloc(12);
    answer.writeUInt16BE(0xc00c, 0);
    answer.writeUInt16BE(5, 2);
    answer.writeUInt16BE(1, 4);
    answer.writeUInt32BE(60, 6);
    answer.writeUInt16BE(name.length, 10);
    const asked = question.subarray(12, question.indexOf(0, 12) + 5);
    socket.send(Buffer.concat(isKnown ? [header, asked, answer, name] : [header, asked]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

it('a domain leads where DNS says, and a name without a record leads nowhere', async () => {
  const outsiders = network(noFetch, '', [await dns()], 1);
  expect((await domainFacts('login.acme.example', outsiders)).cname).toEqual({
    type: 'known',
    value: ['edge.auth0.com'],
  });
  expect((await domainFacts('other.acme.example', outsiders)).cname).toEqual({ type: 'known', value: [] });
});

it('the end of a certificate is what a handshake shows; without an answer nothing is known', async () => {
  const now = Date.parse('2027-01-01T00:00:00Z');
  const { key, cert } = makeCertificate(now);
  const server = createTls({ key, cert });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const facts = await domainFacts('localhost', { ...network(noFetch, '', [], port), cname: () => Promise.resolve([]) });
  expect(facts.certificate).toMatchObject({ type: 'known' });
  expect(facts.certificate.type === 'known' && facts.certificate.value > now).toBe(true);
  const closed = await domainFacts('localhost', { ...network(noFetch, '', [], 1), cname: () => Promise.resolve([]) });
  expect(closed.certificate).toMatchObject({ type: 'unknown' });
});

it('a registry is asked for names and versions alone, and only what is high or critical counts', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(`${request.url ?? ''} ${body}`);
      response.end(
        JSON.stringify({
          weak: [
            { severity: 'high', title: 'Bad' },
            { severity: 'low', title: 'Small' },
          ],
        }),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outsiders = network((url, init) => fetch(url, init), registry);
  expect(
    await advisoriesOf(
      [
        ['weak', '1.0.0'],
        ['weak', '1.0.0'],
      ],
      outsiders,
    ),
  ).toEqual({ type: 'known', value: new Map([['weak@1.0.0', ['Bad']]]) });
  expect(asked).toEqual(['/-/npm/v1/security/advisories/bulk {"weak":["1.0.0"]}']);
  expect(await advisoriesOf([['weak', '1.0.0']], network(noFetch, registry))).toMatchObject({ type: 'unknown' });
});
