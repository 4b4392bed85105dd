import { defineSaturation } from 'gonogo';

/** Search reads the whole catalogue: the dearest question that anybody may ask, as often as they like. */
export default defineSaturation({
  path: '/api/products?q=lamp&limit=20',
  connections: 8,
  seconds: { smoke: 5, standard: 20, full: 60 },
  expectBody: (body) => (JSON.parse(body) as { products: unknown[] }).products.length > 0,
  limits: {
    http_req_duration: ['med<250', 'p(99)<1500'],
    http_req_failed: ['rate<0.01'],
    http_reqs: ['count>200'],
  },
});
