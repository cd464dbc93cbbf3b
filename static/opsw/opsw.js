// Starts the GOV.UK Frontend components in use. Every page works without this script.
// The address comes from the page, because the file's name carries a fingerprint in production.
const { href } = document.getElementById("govuk-frontend");
const { createAll, Button, CharacterCount, ErrorSummary, PasswordInput, ServiceNavigation, SkipLink } = await import(href);

/** Browsers without Welsh write 99974: Welsh writes 99,974, as English does. */
class Count extends CharacterCount {
  formatCountMessage(...left) {
    return super.formatCountMessage(...left).replace(/\d{4,}/, (digits) => Number(digits).toLocaleString("en-GB"));
  }
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, Count, ErrorSummary, PasswordInput, ServiceNavigation, SkipLink]) {
  createAll(component);
}
const picker = document.querySelector("[data-picker]");
if (picker) await import(picker.dataset.picker);
[...document.scripts].find((script) => script.src === import.meta.url)?.setAttribute("data-ready", "");
