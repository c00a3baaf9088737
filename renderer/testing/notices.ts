import { page } from 'vitest/browser';

export const notice = () => page.getByRole('region', { name: 'Outcomes and notices' });
