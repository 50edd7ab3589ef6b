// Fields that the settings of several channels share.

import { z } from 'zod';

const NO_BREAKS = /^[^\s\p{Cc}]+$/u;

/** http is for receivers on this machine, which the configuration has to allow. */
export const httpsUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((text) => {
    const url = new URL(text);
    return url.username === '' && url.password === '';
  }, 'give an address without a name and a password in it')
  .refine(
    (text) => text.startsWith('https:') || /^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])[:/]/.test(`${text}/`),
    'give an https address; plain http is for this machine only',
  );

/** A word that goes into a header or an address. */
export const token = z.string().min(1).max(500).regex(NO_BREAKS, 'give it without blanks or line ends');
export const host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9.:-]+$/, 'give a name or an address');
export const listenPort = z.coerce.number().int().min(1).max(65_535);
