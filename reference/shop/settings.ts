import { required } from '../process.js';

/** Everything that `reference/start` tells a replica. The shop has no other configuration. */
export const settings = {
  replica: required('REPLICA'),
  database: required('DATABASE_URL'),
  publicUrl: required('PUBLIC_URL'),
  payments: {
    url: required('PAYMENTS_URL'),
    secretKey: required('PAYMENTS_SECRET_KEY'),
    publishableKey: required('PAYMENTS_PUBLISHABLE_KEY'),
    webhookSecret: required('WEBHOOK_SECRET'),
  },
  smtp: required('SMTP'),
  identity: { url: required('IDENTITY_URL'), clientSecret: required('IDENTITY_CLIENT_SECRET') },
  tax: required('TAX_URL'),
  shipping: required('SHIPPING_URL'),
  adminToken: required('ADMIN_TOKEN'),
  logFile: required('LOG_FILE'),
  release: {
    version: required('RELEASE_VERSION'),
    commit: required('RELEASE_COMMIT'),
    digest: required('RELEASE_DIGEST'),
  },
  fault: process.env['REFERENCE_FAULT'],
};

/** What differs between releases, beside the schema. */
export const features = { deliveryEstimates: settings.release.version !== '1.9.0' };
