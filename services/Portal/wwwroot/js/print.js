// The one thing that a letter's own page does.
document.querySelector('[data-print]').addEventListener('click', () => window.print());
