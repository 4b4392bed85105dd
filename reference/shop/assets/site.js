// Choices that act at once, for those with a script; without one they have a button.
for (const choice of document.querySelectorAll('[data-submits]')) {
  choice.addEventListener('change', () => choice.form.requestSubmit());
  // Somebody may have chosen before this script was there to see it.
  if (!choice.selectedOptions[0].defaultSelected) choice.form.requestSubmit();
}
