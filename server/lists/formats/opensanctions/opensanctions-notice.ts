// The terms of OpenSanctions' data, shown before any of it is loaded.

export const OPENSANCTIONS_NOTICE =
  'OpenSanctions publishes its data under CC BY-NC 4.0: free for non-commercial use with attribution; use in business needs a licence from opensanctions.org. It is an aggregate of other lists, not a legal listing, and is loaded only when you agree.';
