// What container platforms put into the environment by themselves for services named like us: not meant for us.

type Source = Readonly<Record<string, string | undefined>>;

/** Kubernetes: `LIAISON_SERVICE_HOST`, `LIAISON_WEB_SERVICE_PORT_HTTP`, `CLICKUP_PROXY_PORT_80_TCP_ADDR` … */
const KUBERNETES =
  /^(?:LIAISON|CLICKUP)(?:_[A-Z0-9]+)*?_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$/;
/** Kubernetes and Docker links: `LIAISON_PORT=tcp://10.0.0.1:3000`; a number there is somebody's slip. */
const SERVICE_PORT = /^(?:LIAISON|CLICKUP)(?:_[A-Z0-9]+)*?_PORT$/;
const SERVICE_ADDRESS = /^(?:tcp|udp|sctp):\/\//;
/** Docker links also tell the name of the other container and hand on its own environment. */
const DOCKER_LINK = /^((?:LIAISON|CLICKUP)(?:_[A-Z0-9]+)*?)_(?:NAME|ENV_\w+)$/;

/** Whether a platform set this variable, and no person. */
export function isOfPlatform(name: string, source: Source): boolean {
  if (KUBERNETES.test(name)) return true;
  if (SERVICE_PORT.test(name)) return SERVICE_ADDRESS.test(source[name] ?? '');
  const [, service] = DOCKER_LINK.exec(name) ?? [];
  return service !== undefined && SERVICE_ADDRESS.test(source[`${service}_PORT`] ?? '');
}
