import { describe, expect, it } from 'vitest';
import { CONFIDENCES } from '../../../server/domain/alert.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { GapGrade } from '../../../server/domain/kinds/gap/facts.ts';
import { staysOf } from '../../../server/domain/kinds/stay.ts';
import { confidenceOf } from '../../../server/domain/rules/confidence.ts';
import { compileRule } from '../../../server/domain/rules/finding.ts';
import { findingsOf } from '../../../server/domain/rules/match.ts';
import { asking, call, darkCall, day, gap, hull, listing, meeting, rule, ship, sighted } from './happened.ts';

const atVostochny = call('vostochny', 4, 5);
const listed = ship({ hull: hull(listing('US OFAC', '2022-05-08T00:00Z')) });

function judge(events: VesselEvent[], match?: 'confident' | 'probable' | 'possible') {
  return confidenceOf(staysOf(events), events, match);
}

/** A gap in which Rajin fits best, graded so. */
function darkAtRajin(grade: GapGrade, word: 'possible' | 'likely' = 'likely'): VesselEvent[] {
  return [
    gap(1, 3, { facts: { grade } }),
    darkCall(1, 3, [{ placeId: 'rajin', days: [1.5, 2.5] }], { facts: { word } }),
  ];
}

describe('how sure a leg is', () => {
  it('is high where both ends were observed, or seen by somebody who was sure', () => {
    expect(judge([call('rajin', 1, 2), atVostochny]).confidence).toBe('high');
    const seen = sighted('rajin', 1, 2, { facts: { grade: 'confirmed' } });
    expect(judge([seen, atVostochny]).confidence).toBe('high');
  });

  it('is as sure as a sighting behind it, and low where AIS speaks against that', () => {
    const at = (facts: object) => judge([sighted('rajin', 1, 2, { facts }), atVostochny]).confidence;
    expect(at({ grade: 'probable' })).toBe('medium');
    expect(at({ grade: 'possible' })).toBe('low');
    expect(at({ grade: 'confirmed', contradictedBy: 'a doubt' })).toBe('low');
  });

  it('with one inferred end is medium at most, and low where the gap is not known to be the ship’s own', () => {
    const at = (grade: GapGrade, word?: 'possible' | 'likely') =>
      judge([...darkAtRajin(grade, word), atVostochny]).confidence;
    expect(at('off-near-place')).toBe('medium');
    expect(at('probably-off')).toBe('medium');
    expect(at('probably-coverage')).toBe('low');
    expect(at('unknown')).toBe('low');
    expect(at('probably-off', 'possible')).toBe('low');
  });

  it('with two inferred ends is low, whatever the gaps', () => {
    const second = darkCall(4, 7, [{ placeId: 'vostochny', days: [5, 6] }], { facts: { word: 'likely' } });
    const events = [...darkAtRajin('off-near-place'), gap(4, 7, { facts: { grade: 'off-near-place' } }), second];
    const { confidence, grounds } = judge(events);
    expect(confidence).toBe('low');
    expect(grounds.join(' ')).toContain('a guess that rests on a guess');
    const [finding] = findingsOf(compileRule(rule({ severity: 'critical' }), []), listed, events, asking());
    expect(finding).toMatchObject({ severity: 'low', judgement: { confidence: 'low' } });
  });

  it('is no less sure for a further destination that is only guessed at', () => {
    const guess = darkCall(2.2, 3.8, [{ placeId: 'dunay', days: [3, 3.5] }]);
    const events = [call('rajin', 1, 2), guess, atVostochny];
    const [finding] = findingsOf(compileRule(rule(), []), listed, events, asking());
    expect(finding).toMatchObject({ basis: 'observed', judgement: { confidence: 'high' } });
  });

  it('is no surer than the match of the ship', () => {
    const leg = [call('rajin', 1, 2), atVostochny];
    expect(judge(leg, 'confident').confidence).toBe('high');
    expect(judge(leg, 'probable').confidence).toBe('medium');
    expect(judge(leg, 'possible').confidence).toBe('low');
  });

  it('is low where positions of that time are in doubt, and not where they were at another', () => {
    const doubt = (fromDay: number, toDay: number): VesselEvent => ({
      ...meeting(fromDay),
      id: `doubt ${fromDay}`,
      kind: 'position-doubt',
      beganAt: day(fromDay),
      endedAt: day(toDay),
      facts: {
        sign: 'jump',
        signs: ['jump'],
        grounds: [],
        impliedKn: 80,
        apartKm: null,
        tracks: [],
        interferenceId: null,
        sightingIds: [],
      },
    });
    const leg = [call('rajin', 1, 2), atVostochny];
    expect(judge([...leg, doubt(1.5, 1.6)]).confidence).toBe('low');
    expect(judge([...leg, { ...doubt(1.5, 1.6), state: 'withdrawn' }]).confidence).toBe('high');
    expect(judge([...leg, doubt(2.5, 3)]).confidence).toBe('high');
  });

  it('names every link with what it bears, and is the least of them', () => {
    const stories = [
      [call('rajin', 1, 2), atVostochny],
      [...darkAtRajin('probably-off'), atVostochny],
      [sighted('rajin', 1, 2, { facts: { grade: 'probable' } }), atVostochny],
    ];
    for (const story of stories) {
      const { confidence, grounds } = judge(story, 'confident');
      expect(grounds.length).toBeGreaterThanOrEqual(3);
      const borne = grounds.map((ground) => CONFIDENCES.indexOf(/\((\w+)\)\.$/.exec(ground)![1] as 'low'));
      expect(CONFIDENCES[Math.min(...borne)]).toBe(confidence);
    }
  });
});
