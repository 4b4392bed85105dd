type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** What the API answers when it refuses, in Stripe's shape. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 402 | 404 | 409,
    readonly type: ErrorType,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }

  body(): object {
    return { error: { type: this.type, message: this.message, ...this.details } };
  }
}

export const invalid = (message: string, details: Record<string, unknown> = {}): Refusal =>
  new Refusal(400, 'invalid_request_error', message, details);

export const absent = (kind: string, id: string): Refusal =>
  new Refusal(404, 'invalid_request_error', `No such ${kind}: '${id}'`, { code: 'resource_missing', param: 'id' });
