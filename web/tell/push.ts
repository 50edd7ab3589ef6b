// Asks this browser for an address to push to. Comes in: the installation's public key. Goes out: the settings of a channel, or
// one sentence of why there is none.

export const PUSH_KIND = 'web-push';

/** Why this page cannot ask; null where it can. */
export function pushRefusal(page: { isSecureContext: boolean; origin: string; hasPush: boolean }): string | null {
  if (!page.isSecureContext) {
    return `Browsers allow this only on pages over https, or of this machine (localhost). This page is at ${page.origin}.`;
  }
  if (!page.hasPush)
    return 'This browser takes no push messages. On an iPhone the page must be on the Home Screen first.';
  return null;
}

export async function subscribeHere(publicKey: string): Promise<Record<string, string>> {
  if ((await Notification.requestPermission()) !== 'granted') {
    throw new Error('The browser was told to show no notifications of this page. Its settings can change that.');
  }
  const worker = await navigator.serviceWorker.register('/push-worker.js');
  await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = subscription.toJSON();
  if (endpoint === undefined || keys?.p256dh === undefined || keys.auth === undefined) {
    throw new Error('The browser gave no address to push to.');
  }
  return { endpoint, p256dh: keys.p256dh, auth: keys.auth, browser: browserName(navigator.userAgent) };
}

/** As people call it: "Firefox on Linux". */
export function browserName(agent: string): string {
  const name = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : 'A browser';
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent)?.[0] ?? 'an unknown system';
  return `${name} on ${system}`;
}
