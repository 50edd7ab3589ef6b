// Sends a file with its progress. By XMLHttpRequest, since fetch tells nothing of what has been sent.

import { ApiError } from './api.ts';

/** As the server takes recordings. */
export const MOST_RECORDING_BYTES = 512 * 1024 * 1024;

export function sizeWords(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}

/** Why the file cannot be sent, or null. */
export function refusedFile(file: Pick<File, 'name' | 'size'>, most: number): string | null {
  if (file.size === 0) return `“${file.name}” is empty, or a folder: choose the files in it.`;
  if (file.size <= most) return null;
  return `“${file.name}” has ${sizeWords(file.size)}; up to ${sizeWords(most)} are taken.`;
}

/** Resolves with the answer of the server. `told` hears the part that is sent, 0 to 1. */
export function sendFile<T>(path: string, type: string, file: Blob, told: (part: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
    request.setRequestHeader('content-type', type);
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => told(total > 0 ? loaded / total : 0);
    request.onerror = () =>
      reject(new ApiError(0, 'unreachable', 'The server does not answer; nothing was kept. Try again.'));
    request.onload = () => {
      const answer = readAnswer(request.responseText) as (T & { code?: ApiError['code']; detail?: string }) | null;
      if (request.status === 200 && answer !== null) return resolve(answer);
      const said = answer?.detail ?? `The server answered ${request.status} without saying why.`;
      reject(new ApiError(request.status, answer?.code ?? 'internal', said));
    };
    request.send(file);
  });
}

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
