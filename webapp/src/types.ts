export interface Mention { actor: string | null; name: string | null; text: string; start: number; end: number; inferred: boolean }
export interface Link {
  source: string | null; name: string | null; text: string | null; start: number | null; end: number | null; cue: string;
  kind: string; anonymous: boolean; pen_name: boolean; number: number | null; protected: string | null;
}
export interface Figure { low: number | null; best: number | null; high: number | null; who: string | null }
export interface PlaceRef {
  id: string | null; name: string | null; text: string | null; lat: number | null; lon: number | null; relation: string;
  precision: number | null; inherited: string | null; why: string; candidates: { id: string; name: string; score: number; why: string }[];
}
export interface Claim {
  id: string; report: string; report_ref: string; publisher: string | null; published: string | null; report_title: string | null;
  quote: { start: number; end: number; exact: string }; kind: string; event_type: string | null; mode: string | null;
  agent: Mention[]; recipient: Mention[]; weapon: { text: string } | null; place: PlaceRef | null;
  time: { start: string | null; end: string | null; precision: number | null; text: string | null; inherited: string | null } | null;
  toll: (Record<string, unknown> & { aggregate: boolean; victims: { name: string; harm: string }[] }) | null;
  control: { change: string; holder: Mention | null; loser: Mention | null; scope: string; count: number | null } | null;
  plan: { matter: string; status: string } | null; relation: string | null; attribution: Link[]; standing: string;
  historical: boolean; contradicts: string[]; why: string;
  made_by: Record<string, string | null>;
  corrections: { id: string; field: string; value: string; by: string; reason: string; at: string }[];
}
export interface Sentence {
  claim: string; report: string; publisher: string | null; report_ref: string; published: string | null; text: string;
  change: string; root: string; interest: string; reliability: string;
}
export interface Holder { name: string; actor: string | null; bloc: string }
export interface Rival { status: string; holder: Holder | null; since: string | null; until: string | null; grade: string; told: string; sentences: Sentence[] }
export interface State {
  place: string; place_id: string | null; status: string; holders: Holder[]; grade: string; since: [string | null, string | null] | null;
  last_confirmed: string | null; besieged_since: string | null; alternatives: Holder[]; changed_from: string | null; changed_to: string | null;
  parts: { scope: string; holder: Holder; since: string | null; grade: string; count: number | null; sentences: Sentence[] }[];
  rivals: Rival[]; earlier: Holder[]; rule: number; rule_text: string; sentences: Sentence[]; roots: string; would_change: string[];
  age_days: number | null; notes: string[]; on: string | null; known_on: string | null;
  lat?: number | null; lon?: number | null; kind?: string | null; claims?: number; assumed?: boolean;
}
export interface Corroboration { outlets: string[]; roots: string[]; unknown_origin: boolean; denied_by: string[]; attribution_lost: string[]; text: string }
export interface Incident {
  id: string; claims: string[]; event_type: string | null; mode: string | null; place: string | null; place_id: string | null;
  first: string | null; last: string | null; lat: number | null; lon: number | null; radius_km: number; precision: number | null;
  toll: Record<string, { low: number | null; best: number | null; high: number | null }>; agents: string[]; recipients: string[];
  headline: string; standings: string[]; roots: Corroboration;
}
export interface Facet { value: string; label: string; n: number }
export type Facets = Record<string, Facet[]>;
export interface Meta {
  version: string; mode: string; profile: string | null; counts: Record<string, number>; bounds: Record<string, string | null>;
  days: { on: [string, number][]; known: [string, number][] }; facets: Facets; rules: Record<string, string>; centre: [number, number] | null; strikers: string[];
}
export interface Me { mode: string; profile: string | null; name: string | null; role: string | null; csrf: string | null }
export interface ReportLine { id: string; ref: string; title: string | null; publisher: string | null; published: string | null; copy_of: string | null; claims: number; snippet: string | null }
