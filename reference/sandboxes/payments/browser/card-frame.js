// Runs in the payment service's own origin. Over the port goes a payment method's id or an error: never the number.
(() => {
  const [number, expiry, cvc] = ['number', 'expiry', 'cvc'].map((id) => document.getElementById(id));
  const digits = (input) => input.value.replace(/\D/g, '');
  const rewrite = (input, value) => {
    if (input.value !== value) input.value = value;
  };

  const formats = new Map([
    [
      number,
      () =>
        digits(number)
          .slice(0, 19)
          .replace(/(\d{4})(?=\d)/g, '$1 '),
    ],
    [
      expiry,
      () =>
        digits(expiry)
          .slice(0, 4)
          .replace(/^([2-9])$/, '0$1')
          .replace(/^(\d\d)(\d+)$/, '$1 / $2'),
    ],
    [cvc, () => digits(cvc).slice(0, 4)],
  ]);

  function problem() {
    const said = (input, code, message) => ({ input, error: { type: 'validation_error', code, message } });
    const [month, year] = [Number(digits(expiry).slice(0, 2)), 2000 + Number(digits(expiry).slice(2))];
    if (digits(number).length < 12) return said(number, 'incomplete_number', 'Your card number is incomplete.');
    if (digits(expiry).length < 4)
      return said(expiry, 'incomplete_expiry', "Your card's expiration date is incomplete.");
    if (month < 1 || month > 12) return said(expiry, 'invalid_expiry_month', "Your card's expiration date is invalid.");
    if (new Date(year, month) < new Date()) {
      return said(expiry, 'invalid_expiry_year_past', "Your card's expiration year is in the past.");
    }
    if (digits(cvc).length < 3) return said(cvc, 'incomplete_cvc', "Your card's security code is incomplete.");
    return undefined;
  }

  function mark(found) {
    for (const input of formats.keys()) input.toggleAttribute('aria-invalid', false);
    found?.input.setAttribute('aria-invalid', 'true');
  }

  async function method(key, billing) {
    const found = problem();
    mark(found);
    if (found) return { error: found.error };
    const fields = {
      key,
      type: 'card',
      'card[number]': digits(number),
      'card[exp_month]': digits(expiry).slice(0, 2),
      'card[exp_year]': digits(expiry).slice(2),
      'card[cvc]': digits(cvc),
    };
    try {
      const form = new URLSearchParams([...Object.entries(fields), ...billing]);
      const made = await (await fetch('/v1/payment_methods', { method: 'POST', body: form })).json();
      return made.error ? { error: made.error } : { paymentMethod: made };
    } catch {
      return {
        error: { type: 'api_connection_error', message: 'We could not reach the payment service. Please try again.' },
      };
    }
  }

  addEventListener('message', function connect({ data, source, ports: [port] }) {
    if (source !== parent || data?.type !== 'connect' || !port) return;
    removeEventListener('message', connect);
    const changed = () =>
      port.postMessage({ type: 'change', complete: !problem(), empty: !number.value && !expiry.value && !cvc.value });
    for (const [input, format] of formats) {
      input.addEventListener('input', () => {
        rewrite(input, format());
        mark(undefined);
        changed();
      });
    }
    port.onmessage = async ({ data: asked }) => {
      if (asked.type === 'method') port.postMessage({ type: 'method', ...(await method(data.key, asked.billing)) });
      if (asked.type === 'focus') number.focus();
      if (asked.type === 'clear') for (const input of formats.keys()) input.value = '';
    };
    new ResizeObserver(() => port.postMessage({ type: 'height', height: document.body.offsetHeight })).observe(
      document.body,
    );
    port.postMessage({ type: 'ready' });
  });
  document.forms[0].addEventListener('submit', (event) => event.preventDefault());
})();
