// Sends a recording with its progress. By XMLHttpRequest, since fetch tells nothing of what has been sent.

import type { ReceivedRecording } from '../../server/http/wire/replay.ts';
import { ApiError } from '../api.ts';

/** As the server takes it. */
const MOST_BYTES = 512 * 1024 * 1024;

export function sizeWords(): string {
  return `${MOST_BYTES / 1024 / 1024} MiB`;
}

/** Why the file cannot be sent, or null. */
export function isSmallEnough(file: Pick<File, 'name' | 'size'>): string | null {
  if (file.size === 0) return `“${file.name}” is empty, or a folder: choose the files in it.`;
  if (file.size <= MOST_BYTES) return null;
  return `“${file.name}” has ${Math.ceil(file.size / 1024 / 1024)} MiB; up to ${sizeWords()} are taken. Pack it with gzip or zstd, or put it into the recordings of the data folder.`;
}

/** Its name among the recordings. `told` hears the part that is sent, 0 to 1. */
export function sendRecording(file: File, told: (part: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/recordings?name=${encodeURIComponent(file.name.slice(0, 200))}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => told(total > 0 ? loaded / total : 0);
    request.onerror = () =>
      reject(new ApiError(0, 'unreachable', 'The server does not answer; nothing was kept. Try again.'));
    request.onload = () => {
      const answer = JSON.parse(request.responseText || 'null') as
        | (ReceivedRecording & { code?: ApiError['code']; detail?: string })
        | null;
      if (request.status === 200 && answer !== null) return resolve(answer.file);
      const said = answer?.detail ?? `The server answered ${request.status} without saying why.`;
      reject(new ApiError(request.status, answer?.code ?? 'internal', said));
    };
    request.send(file);
  });
}
