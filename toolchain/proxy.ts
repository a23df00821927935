/** Which proxy a request goes through, by the variables that curl and npm read too. */

/** The proxy's address, or undefined where the request goes straight to `url`. */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): string | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = env[name] || env[name.toUpperCase()];
  if (!proxy || isExempt(url, env.no_proxy || env.NO_PROXY || '')) return undefined;
  return /^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

/** `NO_PROXY`: hosts and domains with all that is below them, each with or without a port; `*` is every host. */
function isExempt(url: URL, noProxy: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, host = entry, only] = /^(.*?):(\d+)$/.exec(entry) ?? [];
      const domain = host.replace(/^\*?\./, '');
      const isThere = url.hostname === domain || url.hostname.endsWith(`.${domain}`);
      return isThere && (only === undefined || only === port);
    });
}
