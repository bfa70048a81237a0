import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { handshake, records } from '../../../src/auth0/domain-probe.ts';
import { makeCertificate } from '../../../src/emulator/certificate.ts';

/** A name server of this machine that has these records. */
async function nameServer(known: Record<string, { type: number; data: Buffer }>): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.subarray(at + 1, at + 1 + length).toString());
      at += length + 1;
    }
    const found = known[labels.join('.')];
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(found === undefined ? 0x8183 : 0x8180, 2);
    head.writeUInt16BE(found === undefined ? 0 : 1, 6);
    head.writeUInt16BE(0, 10);
    const question = query.subarray(12, at + 5);
    const fixed = Buffer.from([0xc0, 12, 0, found?.type ?? 0, 0, 1, 0, 0, 0, 60, 0, found?.data.length ?? 0]);
    const answer = found === undefined ? [] : [fixed, found.data];
    socket.send(Buffer.concat([head, question, ...answer]), from.port, from.address);
  });
  await new Promise<void>((resolve) => void socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

const nameOf = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

it('looks records up at a name server', async () => {
  const servers = [
    await nameServer({
      'login.acme.test': { type: 5, data: nameOf('acme.edge.test') },
      '_cf.acme.test': { type: 16, data: Buffer.from([3, ...Buffer.from('abc')]) },
    }),
  ];
  expect(await records('CNAME', 'login.acme.test', { servers })).toEqual({ answers: ['acme.edge.test'] });
  expect(await records('TXT', '_cf.acme.test', { servers })).toEqual({ answers: ['abc'] });
  expect(await records('CNAME', 'other.acme.test', { servers })).toEqual({ answers: [], why: 'ENOTFOUND' });
});

it('tells what a handshake shows, and whether the certificate is trusted', async () => {
  const { cert, key, ca } = makeCertificate(Date.now());
  const server = createServer({ cert, key });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const here = { port, address: '127.0.0.1' };
  const seen = await handshake('localhost', { ...here, ca });
  expect(seen).toMatchObject({ type: 'answered', version: 'TLSv1.3' });
  expect(seen).not.toHaveProperty('why');
  expect(seen.type === 'answered' && seen.endsAt > Date.now()).toBe(true);
  expect(await handshake('localhost', here)).toMatchObject({ type: 'answered', why: expect.any(String) as string });
  expect(await handshake('login.acme.test', { ...here, ca })).toMatchObject({
    why: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
  server.close();
  expect(await handshake('localhost', { port: 1, address: '127.0.0.1' })).toEqual({
    type: 'silent',
    why: 'ECONNREFUSED',
  });
});
