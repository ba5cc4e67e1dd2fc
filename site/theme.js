// The pages around the lessons take the colours that were chosen in a lesson,
// before they are drawn.
try {
  const theme = localStorage.getItem("svclab:theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's colours serve.
}
