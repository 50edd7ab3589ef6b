// The two cookies: the login, and the mark by which a browser that has signed in before is known again. Neither can be read by
// a page's script, neither is sent from another site. Under https their names bind them to this host.

import { LONGEST_MS } from '../domain/access/session.ts';

const SESSION = 'keelwatch';
const DEVICE = 'keelwatch-browser';
const DEVICE_DAYS = 180;
/** Longer than any secret of ours. */
const LONGEST_VALUE = 200;

export function sessionIn(cookie: string | undefined): string | null {
  return cookieNamed(cookie, `__Host-${SESSION}`) ?? cookieNamed(cookie, SESSION);
}

export function deviceIn(cookie: string | undefined): string | null {
  return cookieNamed(cookie, `__Host-${DEVICE}`) ?? cookieNamed(cookie, DEVICE);
}

export function sessionCookie(secret: string, https: boolean): string {
  return written(SESSION, secret, LONGEST_MS / 1_000, https);
}

export function deviceCookie(secret: string, https: boolean): string {
  return written(DEVICE, secret, DEVICE_DAYS * 86_400, https);
}

/** Takes the login out of the browser. */
export function noSession(https: boolean): string {
  return written(SESSION, '', 0, https);
}

function written(name: string, value: string, seconds: number, https: boolean): string {
  const bound = https ? [`__Host-${name}=${value}`, 'Secure'] : [`${name}=${value}`];
  return [...bound, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${seconds}`].join('; ');
}

function cookieNamed(cookie: string | undefined, name: string): string | null {
  for (const part of cookie?.split(';') ?? []) {
    const at = part.indexOf('=');
    const value = part.slice(at + 1).trim();
    if (part.slice(0, at).trim() === name && value !== '' && value.length <= LONGEST_VALUE) return value;
  }
  return null;
}
