// Every shape on the wire under one name, for the OpenAPI document and for those who present or check many of them.

export * from './access.ts';
export * from './alert.ts';
export * from './alibi.ts';
export * from './canary.ts';
export * from './case.ts';
export {
  AlertSelection,
  AuditRow,
  BulkDeed,
  BulkDeedRequest,
  DeedRequest,
  DeedResult,
  Handling,
  ReasonRow,
} from './desk.ts';
export * from './dry-run.ts';
export * from './evidence.ts';
export * from './feed.ts';
export * from './health.ts';
export * from './identity.ts';
export * from './kinds/index.ts';
export { ReachablePort } from './kinds/possible-dark-call.ts';
export * from './list.ts';
export * from './mute.ts';
export * from './party.ts';
export * from './place.ts';
export * from './presence.ts';
export * from './problem.ts';
export * from './reach.ts';
export * from './replay.ts';
export * from './rule.ts';
export * from './screen.ts';
export * from './search.ts';
export * from './sighting.ts';
export * from './stream.ts';
export * from './track.ts';
export { asOf, asOfPage, page } from './values.ts';
export * from './vessel.ts';
export * from './watch.ts';
