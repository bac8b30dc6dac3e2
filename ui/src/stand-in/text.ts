import type { Text } from '../lib/types';

export const text = (zh: string, en: string): Text => ({ zh, en });
