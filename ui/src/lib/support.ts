/** What can stand in front behind an answer; comments and history take the whole width. */
export type SupportTab = 'evidence' | 'rationale' | 'pitfalls' | 'comments' | 'history';
