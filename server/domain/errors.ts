// The closed list of error codes for callers. A CodedError carries a sentence that names the thing and the value.

export type ErrorCode =
  | 'invalid'
  | 'not_found'
  | 'conflict'
  | 'unauthenticated'
  | 'unauthorised'
  | 'too_many'
  | 'unavailable'
  | 'internal';

export class CodedError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CodedError';
    this.code = code;
  }
}
