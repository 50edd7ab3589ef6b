// The part of the store that keeps requests by the key that their sender gave them, for a day.

export interface KeptAnswer {
  status: number;
  type: string;
  /** null: it was too long to be kept. */
  body: string | null;
}

export interface KeptRequest {
  /** A sum over what was asked. */
  asked: string;
  at: number;
  /** null: it is under way, or was when the program ended. */
  answer: KeptAnswer | null;
}

export interface KeyStore {
  /** Keeps a request that begins under a key; or gives back the one that has the key, and keeps nothing. */
  beginRequest(key: string, asked: string, at: number): Promise<KeptRequest | null>;
  /** null: it came to nothing, and the key is free again. */
  settleRequest(key: string, answer: KeptAnswer | null): Promise<void>;
}
