// Connections that take back what was not sent: whoever gives up on an answer must know that nothing arrives later. An
// ordinary end leaves the system to deliver what it still holds, on a network that was cut up to minutes afterwards.
import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

/** As Node's own agents do it. */
const KEPT: AgentOptions = { keepAlive: true, timeout: 5_000, scheduling: 'lifo' };

/** Agents for plain and secured requests, with connections that are kept open as Node's own are. */
export function agentsTakingBack(more: Pick<ConnectionOptions, 'ca'> = {}): {
  http: HttpAgent;
  https: HttpsAgent;
} {
  const http = new HttpAgent(KEPT);
  http.createConnection = options => resetting(connect(options as NetConnectOpts));
  const https = new HttpsAgent({ ...KEPT, ...more });
  https.createConnection = options => {
    const bare = connect(options as NetConnectOpts);
    return resetting(connectTls({ ...(options as ConnectionOptions), socket: bare }), bare);
  };
  return { http, https };
}

/** Resets `bare`, which carries `socket`, where that ends with an error; before it is connected nothing was sent. */
function resetting(socket: Socket, bare = socket): Socket {
  const destroy = socket.destroy.bind(socket);
  let isConnected = false;
  let endedBy: Error | undefined;
  bare.once('connect', () => {
    isConnected = true;
  });
  socket.destroy = error => {
    if (error !== undefined && endedBy === undefined && isConnected && !bare.destroyed) {
      endedBy = error;
      // Destroys `bare` as well, which may be the socket itself.
      bare.resetAndDestroy();
    }
    return destroy(error ?? endedBy);
  };
  return socket;
}
