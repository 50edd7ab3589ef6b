// Finds out who is here before the page is started: nobody is asked to sign in, somebody gets the page, and a one-time link
// leads to the choice of a password. When a login ends under an open page, the sign-in comes over it and nothing on it is lost.

// What libraries bring comes first, for ours to overrule it: the order of the sheets is the order of these lines.
import 'maplibre-gl/dist/maplibre-gl.css';
import 'uplot/dist/uPlot.min.css';
import './styles/tokens.css';
import './styles/page.css';
import './styles/side.css';
import './styles/access.css';
import { createRoot } from 'react-dom/client';
import type { Me } from '../server/http/wire/access.ts';
import { currentMe, SIGNED_OUT, setMe } from './access/me.ts';
import { SignIn } from './access/SignIn.tsx';
import { Welcome } from './access/Welcome.tsx';
import { get } from './api.ts';
import { applyPalette, preferredTheme } from './palette.ts';

void begin();

async function begin(): Promise<void> {
  const container = document.getElementById('page')!;
  // A server that is away is told by the page itself, which tries again.
  const me = await get<Me>('/me').catch(() => null);
  if (location.pathname === '/welcome') {
    applyPalette(document.documentElement, preferredTheme());
    createRoot(container).render(<Welcome link={location.hash.slice(1)} />);
  } else if (me !== null && me.person === null) {
    applyPalette(document.documentElement, preferredTheme());
    createRoot(container).render(<SignIn me={me} entered={() => location.reload()} />);
  } else {
    if (me !== null) setMe(me);
    addEventListener(SIGNED_OUT, signInAgain);
    await import('./main.tsx');
  }
}

/** Over the page; somebody else who signs in gets a page of their own. */
function signInAgain(): void {
  // Whoever has just made the first user sees the link for them, and goes there.
  if (currentMe()?.person?.by === 'machine') return;
  removeEventListener(SIGNED_OUT, signInAgain);
  const before = currentMe()?.person?.id;
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog signed-out';
  dialog.setAttribute('aria-label', 'Sign in again');
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  document.body.append(dialog);
  const root = createRoot(dialog);
  const entered = async () => {
    const me = await get<Me>('/me').catch(() => null);
    if (me?.person?.id !== before) return location.reload();
    setMe(me!);
    root.unmount();
    dialog.remove();
    addEventListener(SIGNED_OUT, signInAgain);
  };
  root.render(<SignIn me={currentMe()} again entered={() => void entered()} />);
  dialog.showModal();
}
