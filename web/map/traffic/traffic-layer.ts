// Draws the other traffic from its columns, one point a ship, in one call of the graphics card. The shader turns each hull to
// its course and leaves out who was not heard for long; the page only hands over the columns when their version has changed.

import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapView } from 'maplibre-gl';
import { FORGET_MS, STRIDE, type Traffic } from '../../state/traffic.ts';

const VERTEX = `
in vec2 a_place;
in vec3 a_look;
uniform float u_size;
uniform float u_oldest;
out float v_turn;
out float v_still;
void main() {
  gl_Position = projectTile(a_place);
  gl_PointSize = u_size;
  if (a_look.z < u_oldest) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); gl_PointSize = 0.0; }
  v_turn = a_look.x;
  v_still = a_look.y;
}`;

/** A hull with its bow up within the point, turned; a dot for a ship that lies or sends no course. */
const FRAGMENT = `#version 300 es
precision highp float;
uniform vec4 u_colour;
uniform vec4 u_halo;
in float v_turn;
in float v_still;
out vec4 drawn;
void main() {
  vec2 p = gl_PointCoord * 2.0 - 1.0;
  float c = cos(v_turn);
  float s = sin(v_turn);
  vec2 q = vec2(p.x * c + p.y * s, p.y * c - p.x * s);
  float away;
  if (v_still > 0.5) away = length(q) - 0.36;
  else {
    float half_width = q.y < -0.15 ? 0.34 * (q.y + 0.86) / 0.71 : 0.34;
    away = max(max(abs(q.x) - half_width, q.y - 0.72), -q.y - 0.86);
  }
  float edge = fwidth(away);
  float body = 1.0 - smoothstep(-edge, edge, away);
  float rim = 1.0 - smoothstep(-edge, edge, away - 0.14);
  drawn = mix(u_halo * rim, u_colour, body);
  if (drawn.a < 0.01) discard;
}`;

export interface TrafficLook {
  colour: string;
  halo: string;
}

export class TrafficLayer implements CustomLayerInterface {
  readonly id = 'traffic';
  readonly type = 'custom' as const;
  readonly renderingMode = '2d' as const;
  #view: MapView | null = null;
  #traffic: Traffic | null = null;
  #at = 0;
  #look: TrafficLook;
  #shown = true;
  #sent: { of: Traffic | null; version: number; bytes: number } = { of: null, version: -1, bytes: 0 };
  #buffer: WebGLBuffer | null = null;
  #programs = new Map<string, Program>();

  constructor(look: TrafficLook) {
    this.#look = look;
  }

  onAdd(view: MapView, gl: WebGL2RenderingContext): void {
    this.#view = view;
    this.#buffer = gl.createBuffer();
    this.#programs.clear();
    this.#sent = { of: null, version: -1, bytes: 0 };
  }

  onRemove(_view: MapView, gl: WebGL2RenderingContext): void {
    gl.deleteBuffer(this.#buffer);
    for (const { program } of this.#programs.values()) gl.deleteProgram(program);
    this.#programs.clear();
    this.#view = null;
  }

  /** Draws anew only where something has changed; ages are looked at once a minute. */
  show(traffic: Traffic, at: number, look: TrafficLook, shown: boolean): void {
    const minute = Math.floor(at / 60_000);
    const same =
      traffic === this.#traffic &&
      traffic.version === this.#sent.version &&
      minute === Math.floor(this.#at / 60_000) &&
      look === this.#look &&
      shown === this.#shown;
    this.#traffic = traffic;
    this.#at = at;
    this.#look = look;
    this.#shown = shown;
    if (!same) this.#view?.triggerRepaint();
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const traffic = this.#traffic;
    if (traffic === null || !this.#shown) return;
    const { program, place, look, uniforms } = this.#programOf(gl, input);
    // biome-ignore lint/correctness/useHookAtTopLevel: a call of WebGL, no hook of React
    gl.useProgram(program);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    this.#send(gl, traffic);
    if (traffic.size === 0) return;
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, 2, gl.FLOAT, false, STRIDE * 4, 0);
    gl.enableVertexAttribArray(look);
    gl.vertexAttribPointer(look, 3, gl.FLOAT, false, STRIDE * 4, 8);
    const { mainMatrix, fallbackMatrix, tileMercatorCoords, clippingPlane, projectionTransition } =
      input.defaultProjectionData;
    gl.uniformMatrix4fv(uniforms.u_projection_matrix!, false, mainMatrix as Float32List);
    gl.uniformMatrix4fv(uniforms.u_projection_fallback_matrix!, false, fallbackMatrix as Float32List);
    gl.uniform4f(uniforms.u_projection_tile_mercator_coords!, ...tileMercatorCoords);
    gl.uniform4f(uniforms.u_projection_clipping_plane!, ...clippingPlane);
    gl.uniform1f(uniforms.u_projection_transition!, projectionTransition);
    const zoom = this.#view?.getZoom() ?? 0;
    gl.uniform1f(uniforms.u_size!, (5 + Math.min(9, Math.max(0, (zoom - 2) * 1.1))) * devicePixelRatio);
    gl.uniform1f(uniforms.u_oldest!, (this.#at - FORGET_MS - traffic.baseAt) / 1_000);
    gl.uniform4f(uniforms.u_colour!, ...premultiplied(this.#look.colour, 0.9));
    gl.uniform4f(uniforms.u_halo!, ...premultiplied(this.#look.halo, 0.55));
    gl.drawArrays(gl.POINTS, 0, traffic.size);
  }

  #send(gl: WebGL2RenderingContext, traffic: Traffic): void {
    if (this.#sent.of === traffic && this.#sent.version === traffic.version) return;
    const bytes = traffic.drawn.byteLength;
    if (bytes !== this.#sent.bytes) gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.DYNAMIC_DRAW);
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, traffic.drawn, 0, traffic.size * STRIDE);
    this.#sent = { of: traffic, version: traffic.version, bytes };
  }

  /** Globe and Mercator have shaders of their own. */
  #programOf(gl: WebGL2RenderingContext, { shaderData }: CustomRenderMethodInput): Program {
    const known = this.#programs.get(shaderData.variantName);
    if (known !== undefined) return known;
    const vertex = `#version 300 es\n${shaderData.vertexShaderPrelude}\n${shaderData.define}\n${VERTEX}`;
    const program = linked(gl, vertex, FRAGMENT);
    const uniforms = Object.fromEntries(UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)]));
    const made = {
      program,
      uniforms,
      place: gl.getAttribLocation(program, 'a_place'),
      look: gl.getAttribLocation(program, 'a_look'),
    };
    this.#programs.set(shaderData.variantName, made);
    return made;
  }
}

interface Program {
  program: WebGLProgram;
  place: number;
  look: number;
  uniforms: Record<string, WebGLUniformLocation | null>;
}

const UNIFORMS = [
  'u_projection_matrix',
  'u_projection_fallback_matrix',
  'u_projection_tile_mercator_coords',
  'u_projection_clipping_plane',
  'u_projection_transition',
  'u_size',
  'u_oldest',
  'u_colour',
  'u_halo',
];

function linked(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`the browser does not link the shader of the traffic: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}

function premultiplied(colour: string, alpha: number): [number, number, number, number] {
  const number = Number.parseInt(colour.slice(1, 7), 16);
  const part = (shift: number) => (((number >> shift) & 255) / 255) * alpha;
  return [part(16), part(8), part(0), alpha];
}
