import { defineSaturation } from 'gonogo';

/** Search answers from the database: the dearest page that anybody can ask for, as often as they like. */
export default defineSaturation({
  path: '/api/products?q=lamp&limit=20',
  connections: 8,
  seconds: { smoke: 5, standard: 20, full: 60 },
  expectBody: (body) => Array.isArray(JSON.parse(body)),
  limits: {
    http_req_duration: ['med<250', 'p(99)<1500'],
    http_req_failed: ['rate<0.01'],
    http_reqs: ['count>200'],
  },
});
