// Which addresses only this machine reaches.

/** Whether only this machine reaches `host`, a name or an address to listen on. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The same for the host in an address of the web, where an IPv6 address stands in brackets. */
export function isLoopbackHostname(hostname: string): boolean {
  return hostname === '[::1]' || isLoopbackHost(hostname);
}

/** Whether only this machine reaches what the address names; false for what is no address. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHostname(new URL(url).hostname);
}
