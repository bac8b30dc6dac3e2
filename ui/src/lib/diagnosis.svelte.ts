/** Which of its views the page 诊断 shows; it stays while other pages are looked at. */

export const DIAGNOSIS_VIEWS = ['results', 'weights', 'robustness'] as const;

export type DiagnosisShape = (typeof DIAGNOSIS_VIEWS)[number];

export const diagnosing = $state<{ shape: DiagnosisShape }>({ shape: 'results' });
