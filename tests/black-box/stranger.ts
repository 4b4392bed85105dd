import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { until } from './until.js';

/** A listener on a host of this machine that is neither loopback nor listed: nothing may reach it. */
export interface Stranger {
  url: string;
  /** Bytes that anybody has sent it since it was found to be reachable. */
  bytes(): number;
  stop(): Promise<void>;
}

export async function openStranger(): Promise<Stranger> {
  let bytes = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  const host = await firstReachable(strangeHosts(), port);
  // The listener has to be proved before its silence proves anything.
  await until('one byte at the stranger', 5000, () => bytes === 1);
  bytes = 0;
  return {
    url: `http://${host}:${port}/`,
    bytes: () => bytes,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Names of this machine that a list of loopback names and addresses does not cover. */
function strangeHosts(): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return [...addresses, hostname()].filter((host) => host !== 'localhost');
}

async function firstReachable(hosts: string[], port: number): Promise<string> {
  for (const host of hosts) if (await takesAByte(host, port)) return host;
  throw new Error(`None of this machine's own names but loopback can be connected to (${hosts.join(', ')}).`);
}

function takesAByte(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', () => socket.end('.', () => resolve(true)));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}
