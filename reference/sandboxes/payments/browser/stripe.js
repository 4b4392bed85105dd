// A small Stripe.js: the same calls and answers as https://docs.stripe.com/js for a card element and its payment.
// It runs in the shop's page, so it must never hold a card number: the frame keeps that and hands out a method's id.
(() => {
  const origin = new URL(document.currentScript.src).origin;

  async function call(key, method, path, fields) {
    const form = new URLSearchParams({ key, ...fields });
    const request =
      method === 'GET' ? fetch(`${origin}${path}?${form}`) : fetch(`${origin}${path}`, { method, body: form });
    try {
      return await (await request).json();
    } catch {
      const message = 'We could not reach the payment service. Please try again.';
      return { error: { type: 'api_connection_error', message } };
    }
  }

  function cardElement(key) {
    const listeners = new Map();
    const tell = (name, event) => (listeners.get(name) ?? []).forEach((listener) => listener(event));
    const frame = Object.assign(document.createElement('iframe'), { title: 'Secure card payment input frame' });
    frame.src = `${origin}/v3/card-frame.html`;
    frame.style.cssText = 'border:0;width:100%;height:5.5rem;display:block';
    const { port1: port, port2 } = new MessageChannel();
    const waiting = [];

    port.onmessage = ({ data }) => {
      if (data.type === 'height') frame.style.height = `${data.height}px`;
      else if (data.type === 'method') waiting.shift()?.(data);
      else tell(data.type, { elementType: 'card', ...data });
    };
    frame.addEventListener('load', () => frame.contentWindow.postMessage({ type: 'connect', key }, origin, [port2]), {
      once: true,
    });

    return {
      mount: (place) => (typeof place === 'string' ? document.querySelector(place) : place).replaceChildren(frame),
      unmount: () => frame.remove(),
      destroy: () => frame.remove(),
      on: (name, listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]),
      focus: () => port.postMessage({ type: 'focus' }),
      clear: () => port.postMessage({ type: 'clear' }),
      /** Asks the frame for a payment method: `{ paymentMethod }` or `{ error }`. */
      method: (billing) =>
        new Promise((done) => {
          waiting.push(done);
          port.postMessage({ type: 'method', billing });
        }),
    };
  }

  /** Shows the bank's page over the shop's until the customer has answered. */
  function challenge(url) {
    return new Promise((done) => {
      const dialog = document.createElement('dialog');
      dialog.setAttribute('aria-label', '3D Secure');
      dialog.style.cssText = 'padding:0;border:0;border-radius:12px;width:min(26rem,92vw)';
      const frame = Object.assign(document.createElement('iframe'), { title: '3D Secure challenge', src: url });
      frame.style.cssText = 'border:0;width:100%;height:22rem;display:block';
      dialog.append(frame);
      dialog.addEventListener('cancel', (event) => event.preventDefault());
      addEventListener('message', function answered(event) {
        if (event.source !== frame.contentWindow || event.origin !== origin || event.data !== '3ds-answered') return;
        removeEventListener('message', answered);
        dialog.remove();
        done();
      });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  const flat = (object, prefix) =>
    Object.entries(object ?? {}).flatMap(([name, value]) =>
      value === undefined || value === null
        ? []
        : typeof value === 'object'
          ? flat(value, `${prefix}[${name}]`)
          : [[`${prefix}[${name}]`, String(value)]],
    );

  window.Stripe = (key) => {
    if (!/^pk_test_/.test(key)) throw new Error('Stripe(): give a publishable test key, pk_test_…');

    async function settled(intent, secret) {
      const url = intent.next_action?.use_stripe_sdk?.stripe_js;
      if (intent.status !== 'requires_action' || !url) return { paymentIntent: intent };
      await challenge(url);
      const after = await call(key, 'GET', `/v1/payment_intents/${intent.id}`, { client_secret: secret });
      if (after.error) return after;
      return after.last_payment_error
        ? { error: { ...after.last_payment_error, payment_intent: after } }
        : { paymentIntent: after };
    }

    return {
      elements: () => ({ create: () => cardElement(key) }),
      createPaymentMethod: ({ card, billing_details }) => card.method(flat(billing_details, 'billing_details')),
      retrievePaymentIntent: async (secret) => {
        const intent = await call(key, 'GET', `/v1/payment_intents/${idOf(secret)}`, { client_secret: secret });
        return intent.error ? intent : { paymentIntent: intent };
      },
      handleNextAction: async ({ clientSecret }) => {
        const intent = await call(key, 'GET', `/v1/payment_intents/${idOf(clientSecret)}`, {
          client_secret: clientSecret,
        });
        return intent.error ? intent : settled(intent, clientSecret);
      },
      confirmCardPayment: async (clientSecret, { payment_method: method } = {}) => {
        const fields = { client_secret: clientSecret };
        if (typeof method === 'string') fields.payment_method = method;
        else if (method) {
          const made = await method.card.method(flat(method.billing_details, 'billing_details'));
          if (made.error) return { error: made.error };
          fields.payment_method = made.paymentMethod.id;
        }
        const intent = await call(key, 'POST', `/v1/payment_intents/${idOf(clientSecret)}/confirm`, fields);
        return intent.error ? intent : settled(intent, clientSecret);
      },
    };
  };

  const idOf = (secret) => secret.split('_secret_')[0];
})();
