// The tools beside the map: one column of buttons, and the panel of the one that is open. Everything here is reached by keyboard,
// and what the map shows of it stands in the panel in words.

import { type ReactNode, useEffect, useId, useState } from 'react';
import { LineIcon } from '../../parts/Marks.tsx';
import { useDispatch, useSlice } from '../../state/store.ts';
import { NOBODY_ASKED } from '../../whereabouts/who.ts';
import { useCorridors } from './corridors-wanted.ts';
import { GoTo } from './GoTo.tsx';
import { LayersPanel } from './LayersPanel.tsx';
import { MeasurePanel } from './MeasurePanel.tsx';
import { ReadOut } from './ReadOut.tsx';
import { ZonesPanel } from './ZonesPanel.tsx';

const PANELS = {
  layers: { word: 'Layers', icon: 'layers', key: 'y' },
  goto: { word: 'Go to a place', icon: 'goto', key: 'g' },
  measure: { word: 'Measure', icon: 'measure', key: 'm' },
  zones: { word: 'Zones', icon: 'zone', key: 'd' },
} as const;
type Panel = keyof typeof PANELS;

/** The shortcuts ask for a panel by this name; nobody else is concerned. */
export const OPEN_TOOL = 'keelwatch:tool';

export function MapTools() {
  const tool = useSlice((state) => state.chart.tool);
  const refusal = useSlice((state) => state.chart.refusal);
  const who = useSlice((state) => state.who);
  const [open, setOpen] = useState<Panel | null>(tool === 'measure' ? 'measure' : tool === 'zone' ? 'zones' : null);
  const dispatch = useDispatch();
  const id = useId();
  useCorridors();

  function show(panel: Panel | null): void {
    setOpen(panel);
    if (panel === 'measure') dispatch({ type: 'charted', chart: { tool: 'measure' } });
    else if (tool === 'measure' || tool === 'zone') dispatch({ type: 'charted', chart: { tool: 'none', draft: null } });
  }

  // Escape puts the tool down; its panel would then say to click and nothing would come of it.
  useEffect(() => {
    if (tool === 'none') setOpen((before) => (before === 'measure' ? null : before));
  }, [tool]);

  useEffect(() => {
    const toggle = ({ detail }: CustomEvent<Panel>) => show(open === detail ? null : detail);
    addEventListener(OPEN_TOOL, toggle as EventListener);
    return () => removeEventListener(OPEN_TOOL, toggle as EventListener);
  });

  function ask(shape: 'box' | 'polygon'): void {
    if (open === 'measure') setOpen(null);
    dispatch({ type: 'who asked', who: who ?? NOBODY_ASKED });
    dispatch({ type: 'charted', chart: { tool: tool === shape ? 'none' : shape } });
  }

  return (
    <>
      <div className="map-tools" role="toolbar" aria-label="Map tools" aria-orientation="vertical">
        {(Object.keys(PANELS) as Panel[]).map((panel) => (
          <Tool
            key={panel}
            name={`${PANELS[panel].word} (${PANELS[panel].key})`}
            pressed={open === panel}
            controls={`${id}-panel`}
            act={() => show(open === panel ? null : panel)}
          >
            <LineIcon name={PANELS[panel].icon} />
          </Tool>
        ))}
        <Tool name="Who was here: draw a box (b)" pressed={tool === 'box'} act={() => ask('box')}>
          <LineIcon name="who" />
        </Tool>
        <Tool name="Who was here: draw a polygon" pressed={tool === 'polygon'} act={() => ask('polygon')}>
          <LineIcon name="polygon" />
        </Tool>
      </div>
      {open !== null && (
        <section className="panel map-panel" id={`${id}-panel`} aria-label={PANELS[open].word}>
          <header>
            <h2>{PANELS[open].word}</h2>
            <button
              type="button"
              className="door"
              aria-label={`Close: ${PANELS[open].word}`}
              onClick={() => show(null)}
            >
              <LineIcon name="close" />
            </button>
          </header>
          {open === 'layers' && <LayersPanel />}
          {open === 'goto' && <GoTo />}
          {open === 'measure' && <MeasurePanel />}
          {open === 'zones' && <ZonesPanel />}
        </section>
      )}
      {refusal !== null && (
        <div className="panel map-refusal" role="alert">
          {refusal}
          <button
            type="button"
            className="button small"
            onClick={() => dispatch({ type: 'charted', chart: { refusal: null } })}
          >
            Close
          </button>
        </div>
      )}
      <ReadOut />
    </>
  );
}

interface ToolProps {
  name: string;
  pressed: boolean;
  controls?: string;
  act(): void;
  children: ReactNode;
}

function Tool({ name, pressed, controls, act, children }: ToolProps) {
  return (
    <button
      type="button"
      className="map-tool"
      title={name}
      aria-label={name}
      aria-pressed={pressed}
      {...(controls && pressed ? { 'aria-controls': controls } : {})}
      onClick={act}
    >
      {children}
    </button>
  );
}
