import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../../server/domain/rule.ts';
import { type Circumstances, isListed, severityOf } from '../../../server/domain/rules/severity.ts';
import { DAY0, HOUR, listing, rule } from './happened.ts';

const ofac = listing('US OFAC', '2022-05-08T00:00Z', { programme: 'EO 14024' });

function circumstances(more: Partial<Circumstances> = {}): Circumstances {
  return {
    at: DAY0,
    designations: [],
    shipClass: 'dry-cargo',
    mid: 273,
    basis: 'observed',
    relayed: false,
    dark: false,
    longestGapMs: 0,
    guesses: 0,
    ahead: false,
    ...more,
  };
}

describe('how grave a match is', () => {
  it('is the rule’s own word for an unlisted ship that was observed', () => {
    expect(severityOf(rule(), circumstances())).toBe('high');
  });

  it('goes one step up for a listed ship, and never beyond critical', () => {
    const listed = circumstances({ designations: [ofac] });
    expect(severityOf(rule({ severity: 'medium' }), listed)).toBe('high');
    expect(severityOf(rule({ severity: 'critical' }), listed)).toBe('critical');
  });

  it('stays where the rule speaks of listing itself', () => {
    const listed = circumstances({ designations: [ofac] });
    expect(severityOf(rule({ severity: 'medium', needs: { listed: true } }), listed)).toBe('medium');
    const steps = [{ severity: 'critical' as const, listed: true }];
    expect(severityOf(rule({ severity: 'info', steps }), listed)).toBe('critical');
    expect(severityOf(rule({ severity: 'info', steps }), circumstances())).toBe('info');
  });

  it('is the same however an end is known: the basis lowers confidence alone', () => {
    for (const designations of [[], [ofac]]) {
      const observed = severityOf(rule(), circumstances({ designations }));
      for (const basis of ['sighted', 'inferred'] as const) {
        expect(severityOf(rule(), circumstances({ basis, guesses: 1, designations }))).toBe(observed);
      }
    }
  });

  it('is low at most where both ends are inferred, whoever lists the ship and whatever the rule says', () => {
    for (const severity of SEVERITIES) {
      for (const designations of [[], [ofac]]) {
        const two = circumstances({ basis: 'inferred', guesses: 2, designations, dark: true });
        const steps = [{ severity: 'critical' as const, dark: true }];
        expect(['info', 'low']).toContain(severityOf(rule({ severity }), two));
        expect(['info', 'low']).toContain(severityOf(rule({ severity, steps }), two));
      }
    }
    expect(severityOf(rule(), circumstances({ basis: 'inferred', guesses: 1, designations: [ofac] }))).toBe('critical');
  });

  it('never falls below information', () => {
    const worst = circumstances({ basis: 'inferred', guesses: 2 });
    for (const severity of SEVERITIES) expect(SEVERITIES).toContain(severityOf(rule({ severity }), worst));
    expect(severityOf(rule({ severity: 'info' }), worst)).toBe('info');
  });

  it('is information where the ship’s own text is all there is', () => {
    expect(severityOf(rule({ severity: 'critical' }), circumstances({ basis: 'claimed', designations: [ofac] }))).toBe(
      'info',
    );
  });

  it('is that of the first step that holds', () => {
    const steps = [
      { severity: 'critical' as const, dark: true },
      { severity: 'medium' as const, mids: [273] },
      { severity: 'low' as const },
    ];
    expect(severityOf(rule({ steps }), circumstances({ dark: true }))).toBe('critical');
    expect(severityOf(rule({ steps }), circumstances())).toBe('medium');
    expect(severityOf(rule({ steps }), circumstances({ mid: null }))).toBe('low');
  });
});

describe('a step', () => {
  const holds = (step: object, more: Partial<Circumstances>) =>
    severityOf(rule({ severity: 'info', steps: [{ severity: 'critical', ...step }] }), circumstances(more)) !== 'info';

  it('about a gap holds beyond its hours, not at them', () => {
    expect(holds({ gapHours: 24 }, { longestGapMs: 24 * HOUR })).toBe(false);
    expect(holds({ gapHours: 24 }, { longestGapMs: 24 * HOUR + 1 })).toBe(true);
  });

  it('about a date holds from that instant on', () => {
    expect(holds({ fromAt: DAY0 }, { at: DAY0 - 1 })).toBe(false);
    expect(holds({ fromAt: DAY0 }, { at: DAY0 })).toBe(true);
  });

  it('about a programme asks for a listing under it, with or without the word listed', () => {
    const other = listing('US OFAC', '2022-05-08T00:00Z', { programme: 'SDGT' });
    for (const step of [{ programmes: ['EO 14024'] }, { listed: true, programmes: ['EO 14024'] }]) {
      expect(holds(step, { designations: [ofac] })).toBe(true);
      // A listed ship is a step up from info even where this step does not hold: ask the step alone.
      expect(
        severityOf(
          rule({ severity: 'info', steps: [{ severity: 'critical', ...step }] }),
          circumstances({ designations: [other] }),
        ),
      ).not.toBe('critical');
    }
  });

  it('about an unlisted ship holds for nobody else', () => {
    expect(holds({ listed: false }, {})).toBe(true);
    expect(holds({ listed: false, severity: 'critical' }, { designations: [ofac] })).toBe(false);
  });

  it('about class, basis or darkness asks for just that', () => {
    expect(holds({ classes: ['tanker'] }, {})).toBe(false);
    expect(holds({ classes: ['tanker'] }, { shipClass: 'tanker' })).toBe(true);
    expect(holds({ basis: ['sighted'] }, {})).toBe(false);
    expect(holds({ basis: ['sighted'] }, { basis: 'sighted' })).toBe(true);
    expect(holds({ dark: false }, { dark: true })).toBe(false);
  });
});

it('a ship is listed when programme and authority stand in one and the same listing', () => {
  const c = circumstances({ designations: [ofac, listing('EU', '2024-06-25T00:00Z', { programme: 'Annex XLII' })] });
  expect(isListed(c)).toBe(true);
  expect(isListed(c, ['Annex XLII'], ['EU'])).toBe(true);
  expect(isListed(c, ['Annex XLII'], ['US OFAC'])).toBe(false);
  expect(isListed(circumstances())).toBe(false);
});
