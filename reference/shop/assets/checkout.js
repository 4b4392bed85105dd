// The checkout's one page: keeps the summary true, and pays. The card's number stays in the payment service's frame.
const form = document.querySelector('#checkout');
const [problem, pay, summary, shipping, word] = ['#problem', '#pay', '#summary', '#shipping', '#coupon-word'].map(
  (id) => document.querySelector(id),
);
const stripe = Stripe(document.querySelector('#card').dataset.key);
const card = stripe.elements().create('card');
card.mount('#card');

let coupon = '';
let latest = Promise.resolve();
// Of two questions only the last one's answer counts, and it has to do what the first was asked for.
let oldChoices = false;

function refresh({ choices = false } = {}) {
  oldChoices ||= choices;
  const fields = new URLSearchParams({ country: form.country.value, shipping: form.shipping.value, coupon });
  summary.setAttribute('aria-busy', 'true');
  const mine = (latest = ask('/checkout/quote', fields)
    .then((changed) => {
      if (mine !== latest) return;
      summary.innerHTML = changed.summary;
      if (oldChoices) renewChoices(changed.shipping);
      oldChoices = false;
      pay.textContent = changed.pay;
      word.textContent = changed.coupon;
      if (!/applied/.test(changed.coupon)) coupon = '';
    })
    .catch((error) => complain(error.message))
    .finally(() => summary.removeAttribute('aria-busy')));
  return mine;
}

function renewChoices(markup) {
  const focused = shipping.contains(document.activeElement);
  shipping.innerHTML = markup;
  if (focused) shipping.querySelector(':checked')?.focus();
}

form.country.addEventListener('change', () => refresh({ choices: true }));
shipping.addEventListener('change', () => refresh());
document.querySelector('#apply').addEventListener('click', applyCoupon);
form.coupon.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  applyCoupon();
});

function applyCoupon() {
  coupon = form.coupon.value.trim();
  refresh({ choices: true });
}

function complain(sentence, names = []) {
  problem.textContent = sentence;
  for (const input of form.elements) if (input.name) input.toggleAttribute('aria-invalid', names.includes(input.name));
  form.elements[names[0]]?.focus();
}

async function ask(path, body, headers = {}) {
  const answer = await fetch(path, { method: 'POST', body, headers }).catch(() => {
    throw new Error('We could not reach the shop. Please check your connection.');
  });
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(said.error.message), { fields: said.error.fields });
  return said;
}

function post(path, body) {
  return ask(path, JSON.stringify(body), { 'content-type': 'application/json' });
}

// What was chosen before this script was there to see it is shown as it will be charged.
const chosen = [...form.country.options].some((option) => option.selected !== option.defaultSelected);
const picked = [...shipping.querySelectorAll('input')].some((input) => input.checked !== input.defaultChecked);
if (chosen || picked) refresh({ choices: true });

let paying = false;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (paying) return;
  const wrong = [...form.elements].filter((input) => input.name && !input.checkValidity());
  if (wrong.length > 0) {
    const names = wrong.map((input) => input.labels[0].textContent);
    return complain(
      `Please check: ${names.join(', ')}.`,
      wrong.map((input) => input.name),
    );
  }
  complain('');
  paying = true;
  pay.setAttribute('aria-disabled', 'true');
  try {
    await latest;
    const failed = await payNow();
    if (failed) complain(failed.message, failed.fields);
  } finally {
    paying = false;
    pay.removeAttribute('aria-disabled');
  }
});

async function payNow() {
  const { email, name, line1, city, postalCode, country } = form;
  const details = {
    email: email.value,
    name: name.value,
    address: { line1: line1.value, city: city.value, postalCode: postalCode.value, country: country.value },
  };
  const begun = await post('/api/checkout', { ...details, shipping: form.shipping.value, coupon }).catch(
    (error) => error,
  );
  if (begun instanceof Error) return begun;
  if (!begun.order) {
    const paid = await stripe.confirmCardPayment(begun.clientSecret, {
      payment_method: { card, billing_details: { name: details.name, email: details.email } },
    });
    // A second click may find that the first one has paid already.
    if (paid.error && paid.error.payment_intent?.status !== 'succeeded') return paid.error;
  }
  const done = await post('/api/checkout/complete', { paymentIntent: begun.clientSecret.split('_secret_')[0] }).catch(
    (error) => error,
  );
  if (done instanceof Error) return done;
  location.assign(`/orders/${done.order}/thanks`);
}
