// Which addresses only this machine reaches.

/** Whether only this machine reaches `host`; an IPv6 address may stand in brackets, as in an address of the web. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || /^\[?::1\]?$/.test(host) || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether only this machine reaches what the address names; false for what is no address. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}
