// Ctrl+Enter (or Cmd+Enter) runs what stands in the field; the button does the same.
"use strict";
document.querySelectorAll("[data-submit-on-ctrl-enter]").forEach((field) => {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field.form) {
      event.preventDefault();
      field.form.requestSubmit();
    }
  });
});
