// Who is told: subscriptions, the channels that they go by, what became of every message, and why somebody was told or not.

import { type KeyboardEvent, useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { Channels } from './Channels.tsx';
import { Decisions } from './Decisions.tsx';
import { Deliveries } from './Deliveries.tsx';
import { Subscriptions } from './Subscriptions.tsx';

const LEAVES = {
  subscriptions: 'Subscriptions',
  channels: 'Channels',
  deliveries: 'Messages',
  decisions: 'Reasons',
} as const;
export type Leaf = keyof typeof LEAVES;

export function NotifyDialog() {
  const [leaf, setLeaf] = useState<Leaf>('subscriptions');
  const names = Object.keys(LEAVES) as Leaf[];
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = names[(names.indexOf(leaf) + by + names.length) % names.length]!;
    setLeaf(next);
    document.getElementById(`tell-leaf-${next}`)?.focus();
  };
  return (
    <Dialog title="Who is told" wide>
      <div className="leaves list-leaves tell-leaves" role="tablist" aria-label="Who is told" onKeyDown={step}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tell-leaf-${name}`}
            aria-selected={name === leaf}
            aria-controls="tell-leaf"
            tabIndex={name === leaf ? 0 : -1}
            onClick={() => setLeaf(name)}
          >
            {LEAVES[name]}
          </button>
        ))}
      </div>
      <div className="tell-leaf" id="tell-leaf" role="tabpanel" aria-labelledby={`tell-leaf-${leaf}`}>
        {leaf === 'subscriptions' && <Subscriptions show={setLeaf} />}
        {leaf === 'channels' && <Channels />}
        {leaf === 'deliveries' && <Deliveries />}
        {leaf === 'decisions' && <Decisions />}
      </div>
    </Dialog>
  );
}
