// What the two pages before the page share: the sign, and a word about a connection that others can read.

export function Keel() {
  return (
    <h1 className="name door-name-line">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <path
          d="M16 4v24M8 11h16M5 17c1.2 6.4 5.6 9.8 11 11 5.4-1.2 9.8-4.6 11-11"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      keelwatch
    </h1>
  );
}

/** On this machine itself nobody reads along. */
export function Open({ https }: { https: boolean }) {
  const here = /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
  if (https || here) return null;
  return (
    <p className="notice refusal" role="note">
      This connection is not encrypted: whoever is on the way can read the password.
    </p>
  );
}
