import { z } from 'zod';
import { read, type api } from './api.js';
import { find, keep, list, newId, now, type Stored } from './store.js';

interface Customer extends Stored {
  object: 'customer';
  email: string | null;
  name: string | null;
  description: string | null;
  metadata: Record<string, string>;
  livemode: false;
}

const asked = z.looseObject({
  email: z.string().optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  metadata: z.record(z.string(), z.string()).default({}),
});

/** `/v1/customers`: as much as a shop without stored cards needs. */
export function customerRoutes({ on }: ReturnType<typeof api>): void {
  on('POST', '/v1/customers', ({ form }) => {
    const { email = null, name = null, description = null, metadata } = read(asked, form);
    return keep<Customer>({
      id: newId('cus'),
      object: 'customer',
      created: now(),
      email,
      name,
      description,
      metadata,
      livemode: false,
    });
  });
  on('GET', '/v1/customers/:id', ({ id }) => find<Customer>('customer', id));
  on('GET', '/v1/customers', ({ query }) => {
    const email = query.get('email');
    return list<Customer>('customer', '/v1/customers', query, (one) => email === null || one.email === email);
  });
}
